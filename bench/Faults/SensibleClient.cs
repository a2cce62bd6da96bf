using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <param name="Client">Who makes it, by the number of the plan, or an outsider.</param>
/// <param name="Name">Of what kind it is.</param>
/// <param name="Token">Null for who is not signed in.</param>
/// <param name="Key">The same for every time that it is made; null where the contract needs none.</param>
internal sealed record Call(int Client, string Name, HttpMethod Method, string Path, string? Token, JsonNode? Body = null, string? Key = null)
{
    /// <summary>Who is not of the plan.</summary>
    public const int Outsider = -1;

    public string MediaType { get; init; } = "application/json";
}

/// <param name="Host">Who answered.</param>
internal sealed record Reply(int Status, JsonNode? Body, int Host)
{
    public bool IsDone => Status < 300;

    /// <summary>The code of the rule that refused it, with the fields where it names some; empty for what was not refused.</summary>
    public string Problem => IsDone
        ? ""
        : string.Join(' ', (Body?["errors"] as JsonObject ?? []).Select(error => error.Key).Prepend(Text("type").Split(':')[^1]));

    public string Text(string member) => Body?[member]?.GetValue<string>() ?? "";

    public DateTimeOffset Instant(string member) => Body![member]!.GetValue<DateTimeOffset>();
}

/// <summary>An answer of 500 or above, and whose it was.</summary>
internal sealed record Failure(Call Call, int Host, TimeSpan From, TimeSpan To, int Status);

/// <summary>
/// Makes calls as a sensible client does: one that was lost, or failed for reasons of the host's, is made again after a pause, at the
/// other host, until there is an answer. It notes how it went.
/// </summary>
internal sealed class SensibleClient(IReadOnlyList<Uri> hosts, FaultSource faults) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How long to ask for an answer that a killed host owes: it is given up on before a claim without one is taken over.</summary>
    private static readonly TimeSpan PatienceForKept = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { Timeout = Patience };

    public ConcurrentDictionary<string, int> Calls { get; } = new();

    public ConcurrentDictionary<string, int> Refusals { get; } = new();

    public ConcurrentQueue<Failure> Failures { get; } = [];

    /// <summary>Calls for which there was no answer in time, whatever they did.</summary>
    public ConcurrentQueue<Call> Unanswered { get; } = [];

    public int Retries { get; private set; }

    public int Lost { get; private set; }

    /// <summary>Makes a call until it is answered; null when it was given up on.</summary>
    public async Task<Reply?> Send(Call call, int host, CancellationToken cancellation)
    {
        Calls.AddOrUpdate(call.Name, 1, (_, count) => count + 1);
        TimeSpan? busySince = null;
        for (var (attempt, pause) = (0, FirstPause); !cancellation.IsCancellationRequested; attempt++, pause = pause * 1.5)
        {
            if (attempt > 0)
                await Pause(pause < LongestPause ? pause : LongestPause);
            if (await Try(call, (host + attempt) % hosts.Count) is not { } reply)
                continue;
            if (reply.Problem is not "idempotency-key-busy")
                return Note(call, reply);
            busySince ??= faults.Elapsed;
            if (faults.Elapsed - busySince > PatienceForKept)
                break;
        }

        Unanswered.Enqueue(call);
        return null;
    }

    public void Dispose() => _http.Dispose();

    private async Task Pause(TimeSpan pause)
    {
        lock (_http)
            Retries++;
        await Task.Delay(pause);
    }

    private Reply Note(Call call, Reply reply)
    {
        if (!reply.IsDone)
            Refusals.AddOrUpdate($"{call.Name}: {reply.Status} {reply.Problem}", 1, (_, count) => count + 1);
        return reply;
    }

    /// <summary>Makes a call once; null when the answer is lost, or is that the host or its store failed.</summary>
    private async Task<Reply?> Try(Call call, int host)
    {
        var sent = faults.Elapsed;
        try
        {
            using var request = Request(call, host);
            using var response = await _http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            if (status < 500)
                return new Reply(status, text.Length == 0 ? null : JsonNode.Parse(text), host);
            Failures.Enqueue(new Failure(call, host, sent, faults.Elapsed, status));
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            lock (_http)
                Lost++;
            return null;
        }
    }

    private HttpRequestMessage Request(Call call, int host)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(hosts[host], call.Path));
        if (call.Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Token);
        if (call.Key is not null)
            request.Headers.Add("Idempotency-Key", call.Key);
        if (call.Body is not null)
            request.Content = JsonContent.Create(call.Body, new MediaTypeHeaderValue(call.MediaType), JsonSerializerOptions.Web);
        return request;
    }
}
