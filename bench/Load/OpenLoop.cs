using System.Diagnostics;

namespace Outreach.Bench.Load;

/// <summary>What became of one arrival.</summary>
/// <param name="Late">How long after it was due the generator sent it.</param>
/// <param name="Latency">From when it was due to the end of the answer, so that a wait in the generator counts too.</param>
/// <param name="Status">Of the answer; <see cref="NoAnswer"/> or <see cref="NotMade"/> where there was none.</param>
internal readonly record struct Outcome(Errand Errand, TimeSpan Late, TimeSpan Latency, int Status)
{
    /// <summary>The connection broke, or the answer took longer than <see cref="OpenLoop.Patience"/>.</summary>
    public const int NoAnswer = 0;

    /// <summary>There was nobody to make the call, since the answers that lead to it had not come.</summary>
    public const int NotMade = -1;

    public bool IsError => Status != NotMade && !Errand.Expected.Contains(Status);
}

/// <summary>Sends calls when they are due, whether or not the ones before were answered: a host that is slow is not spared for it.</summary>
internal sealed class OpenLoop : IDisposable
{
    /// <summary>Who has waited this long has given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Beyond so many calls under way they wait here for a connection, and the wait counts.
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        MaxConnectionsPerServer = 1000,
    });

    /// <summary>Ends when the last call was answered or given up.</summary>
    public async Task<Outcome[]> Run(IReadOnlyList<Arrival> arrivals, BusyDistrict district)
    {
        var outcomes = new Outcome[arrivals.Count];
        var calls = new Task[arrivals.Count];
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls.Length; i++)
        {
            // A delay is whole milliseconds: what is due within the one that has begun goes out with it.
            while (arrivals[i].At - Stopwatch.GetElapsedTime(began) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)));
            calls[i] = Make(i);
        }

        await Task.WhenAll(calls);
        return outcomes;

        async Task Make(int i)
        {
            var (due, errand) = arrivals[i];
            var late = Stopwatch.GetElapsedTime(began) - due;
            var status = errand.Next(district) is { } call ? await Send(call, errand) : Outcome.NotMade;
            outcomes[i] = new Outcome(errand, late, Stopwatch.GetElapsedTime(began) - due, status);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<int> Send(Call call, Errand errand)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var request = call.Request;
            using var response = await _http.SendAsync(request, patience.Token);
            await response.Content.CopyToAsync(Stream.Null, patience.Token);
            var status = (int)response.StatusCode;
            if (errand.Expected.Contains(status))
                call.Done?.Invoke();
            return status;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return Outcome.NoAnswer;
        }
    }
}
