using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Outreach.Bench;

/// <summary>What a number of calls took, by so many clients each of which makes one at a time.</summary>
/// <param name="Latencies">Of each call, ascending.</param>
internal sealed record Timing(TimeSpan Elapsed, IReadOnlyList<TimeSpan> Latencies)
{
    public double Rate => Latencies.Count / Elapsed.TotalSeconds;

    /// <param name="share">0 exclusive to 1 inclusive.</param>
    public TimeSpan Percentile(double share) => Latencies[(int)Math.Ceiling(share * Latencies.Count) - 1];
}

/// <summary>
/// Clients in a closed loop. Requests are built before the clock starts, go over kept-alive connections through the bare handler, and of
/// an answer only the status is looked at.
/// </summary>
internal sealed class Calls(Uri address) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });

    /// <summary>Sends a POST for each member, as that member; each has to succeed.</summary>
    public Task<Timing> Post(IReadOnlyList<(Member Member, string Path, byte[] Body)> calls, int clients)
    {
        var requests = calls.Select(call => Request(call.Member, call.Path, call.Body)).ToArray();
        return Measure(requests.Length, clients, i => Send(requests[i]));
    }

    /// <summary>Sends one POST.</summary>
    public Task PostOnce(Member member, string path, byte[] body) => Send(Request(member, path, body));

    /// <summary>Sends one GET that anyone may make.</summary>
    public Task Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)));

    /// <summary>Sends one GET as somebody.</summary>
    public Task Get(Member member, string path) =>
        Send(new HttpRequestMessage(HttpMethod.Get, new Uri(address, path)) { Headers = { Authorization = BearerOf(member) } });

    /// <summary>Makes one call, which has to succeed, and gives what it answers; null for nothing.</summary>
    /// <param name="member">Who calls; null for somebody who is not signed in.</param>
    public async Task<JsonNode?> Ask(HttpMethod method, Member? member, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = member is null ? null : BearerOf(member);
        using var response = await _http.SendAsync(request, CancellationToken.None);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode
            ? answer.Length == 0 ? null : JsonNode.Parse(answer)
            : throw new WrongResultException($"{method} {path} answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
    }

    /// <summary>Makes a number of calls with so many under way at any time, and measures each.</summary>
    public static async Task<Timing> Measure(int count, int clients, Func<int, Task> call)
    {
        var latencies = new TimeSpan[count];
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(Client)));
        var elapsed = Stopwatch.GetElapsedTime(began);
        Array.Sort(latencies);
        return new Timing(elapsed, latencies);

        async Task Client()
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
            {
                var sent = Stopwatch.GetTimestamp();
                await call(i);
                latencies[i] = Stopwatch.GetElapsedTime(sent);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Member member, string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Content = content,
            Headers = { Authorization = BearerOf(member) },
        };
    }

    private static AuthenticationHeaderValue BearerOf(Member member) => new("Bearer", member.Token);

    private async Task Send(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, CancellationToken.None);
        await response.Content.CopyToAsync(Stream.Null);
        if (!response.IsSuccessStatusCode)
            throw new WrongResultException($"{request.RequestUri} answered {(int)response.StatusCode}.");
    }
}
