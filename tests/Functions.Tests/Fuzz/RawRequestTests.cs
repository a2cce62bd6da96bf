using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Outreach.Tests;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Bytes on the wire that are no request, or end before one does. What they mean is the server's to say; the host lives on.</summary>
public sealed partial class RawRequestTests(AzuriteFixture azurite)
{
    private const int Seed = 4;
    private const int RandomOnes = 200;

    private const string Post = "POST /api/volunteers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly string[] Requests =
    [
        "", "\r\n\r\n", "\0\0\0\0", "GET", "GET /\r\n\r\n", "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        "get /api/areas/140213 HTTP/1.1\r\nHost: a\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://localhost/api/areas/140213 HTTP/1.1\r\nHost: localhost\r\n\r\n", "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost:80\r\n\r\n",
        "GET /api/areas/140213 HTTP/1.1\r\n\r\n", "GET /api/areas/140213 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /api/areas/140213 HTTP/1.1\r\nHost: a/b c\r\n\r\n",
        "GET /api/areas/\u00e5\u00bc\u00a0 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /api/areas/\u00ff HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/areas/%c0%af HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /api/areas/ 140213 HTTP/1.1\r\nHost: a\r\n\r\n", "GET api/areas HTTP/1.1\r\nHost: a\r\n\r\n", "GET //../.. HTTP/1.1\r\nHost: a\r\n\r\n",
        $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n",
        $"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: x\r\n"))}\r\n",
        $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 60_000)}\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n", Post + "Content-Length: -1\r\n\r\n{}", Post + "Content-Length: x\r\n\r\n{}",
        Post + "Content-Length: 99999999999999999999\r\n\r\n{}",
        Post + "Content-Length: 9223372036854775807\r\n\r\n{}", Post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        Post + "Content-Length: 100\r\n\r\n{\"name\":", Post + "Content-Length: 1\r\n\r\n{}",
        Post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        Post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}", Post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}",
        Post + "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n",
        Post + "Transfer-Encoding: gzip\r\n\r\n{}", Post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        Post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n", Post + "Expect: 100-continue\r\n\r\n",
        Post + "Connection: upgrade\r\nUpgrade: websocket\r\n\r\n", Post + "\r\n{}", Post + "Idempotency-Key: a\r\nContent-Length: 100\r\n\r\n{",
        Post,
        $"{Post}Content-Length: 2\r\n\r\n{{}}{Post}Content-Length: 2\r\n\r\n{{}}GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n",
    ];

    [Fact]
    public async Task Lives_on_whatever_comes_over_the_wire()
    {
        await using var app = await App.Start(azurite);
        var before = await StoreSnapshot.Take(app.Storage, _ => true);
        var wire = Requests.Select(Encoding.Latin1.GetBytes).Concat(Enumerable.Range(0, RandomOnes).Select(Spoiled)).ToList();
        await Parallel.ForEachAsync(wire, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (bytes, _) =>
        {
            var answers = await Send(app, bytes);
            foreach (Match status in StatusLine().Matches(answers))
                Assert.False(status.Groups[1].Value is "500" or "503", $"Seed {Seed}, {Convert.ToBase64String(bytes)}: {answers}");
        });

        Assert.Empty(before.ChangesUntil(await StoreSnapshot.Take(app.Storage, _ => true)));
        Assert.DoesNotContain(" failed.", app.Log.Take(), StringComparison.Ordinal);
        Assert.Equal(200, (await app.Http.Get("/api/areas/140213")).Status);
    }

    [Fact]
    public async Task Says_that_the_body_is_broken_where_a_chunk_has_no_possible_size()
    {
        await using var app = await App.Start(azurite);
        var answer = await Send(app, Encoding.Latin1.GetBytes(Post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}"), isWhole: false);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"body\":", answer, StringComparison.Ordinal);
    }

    /// <summary>One of the requests with some of its bytes turned over, or cut off.</summary>
    private static byte[] Spoiled(int number)
    {
        var dice = new Dice(Seed, number);
        var bytes = Encoding.Latin1.GetBytes(dice.Of(Requests));
        if (dice.Percent(30))
            bytes = bytes[..dice.Below(bytes.Length + 1)];
        for (var times = bytes.Length == 0 ? 0 : 1 + dice.Below(5); times > 0; times--)
            bytes[dice.Below(bytes.Length)] = dice.Bytes(1)[0];
        return bytes;
    }

    /// <summary>Writes, says that nothing more comes, and gives all that is answered until the host closes.</summary>
    /// <param name="isWhole">False to leave open whether more comes.</param>
    private static async Task<string> Send(App app, byte[] bytes, bool isWhole = true)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(app.Http.BaseAddress!.Host, app.Http.BaseAddress.Port, limit.Token);
        var (wire, answer) = (client.GetStream(), new MemoryStream());
        try
        {
            await wire.WriteAsync(bytes, limit.Token);
            if (isWhole)
                client.Client.Shutdown(SocketShutdown.Send);
            await wire.CopyToAsync(answer, limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The host may close before it has read all; what it said until then counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    [GeneratedRegex(@"^HTTP/1\.1 (\d{3})", RegexOptions.Multiline)]
    private static partial Regex StatusLine();
}
