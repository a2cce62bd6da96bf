using Azure.Storage.Queues;
using Outreach.Functions.Storage;

namespace Outreach.Bench.Faults;

/// <summary>
/// Who looks after the queues: puts garbage where the plan says, sends again what was set aside, and in the end waits until all is worked off.
/// </summary>
internal sealed class Operator(string storage, IReadOnlyList<FaultyHost> hosts, SensibleClient client, Cast cast) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>A message that nobody noted as sent is swept a minute later by the host's clock, which may be late itself.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly QueueServiceClient _queues =
        new(storage, new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05) { MessageEncoding = QueueMessageEncoding.None });

    private readonly HttpClient _http = new();

    public async Task Do(OperatorAct act, CancellationToken cancellation)
    {
        if (act.Body is null)
            await Replay(cancellation);
        else
            await _queues.GetQueueClient(act.AmongPoison ? act.Queue + "-poison" : act.Queue).SendMessageAsync(act.Body, cancellation);
    }

    public Task<Reply?> Replay(CancellationToken cancellation) =>
        client.Send(new Call(Call.Outsider, "replay", HttpMethod.Post, "/api/poison-messages/replay", cast.Admin.Token), 0, cancellation);

    /// <summary>The same once everything that was set aside can be seen: a replay that broke off hides for a minute what it had taken.</summary>
    public async Task ReplayAll(CancellationToken cancellation)
    {
        while ((await Task.WhenAll(Queues.All.Select(HidesPoison))).Any(hides => hides))
            await Task.Delay(Look, cancellation);
        await Replay(cancellation);
    }

    /// <summary>Waits until nothing waits in any queue and all has followed from the facts; the timers that see to it are run by hand.</summary>
    /// <exception cref="WrongResultException">It does not come about.</exception>
    public async Task Quiet()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            await Empty(limit.Token);
            if (await StoredFacts.Unfinished(storage) is { Count: 0 })
                return;
            foreach (var function in new[] { "SweepOutbox", "SettleOffers", "CheckOutForgotten", "StartNight" })
                await RunByHand(function);
            await Task.Delay(Look);
            if (limit.IsCancellationRequested)
                throw new WrongResultException($"It does not come to rest: {string.Join(", ", await StoredFacts.Unfinished(storage))} are left.");
        }
    }

    /// <summary>What stands among the poison, by queue and body, each once: a queue may deliver twice what it was given once.</summary>
    public async Task<IReadOnlySet<(string Queue, string Body)>> Poison()
    {
        var found = new HashSet<(string, string)>();
        foreach (var name in Queues.All)
        {
            var messages = await _queues.GetQueueClient(name + "-poison").PeekMessagesAsync(PoisonQueues.MostSeen);
            found.UnionWith(messages.Value.Select(message => (name, message.Body.ToString())));
        }

        return found;
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> HidesPoison(string name)
    {
        var poison = _queues.GetQueueClient(name + "-poison");
        var count = (await poison.GetPropertiesAsync()).Value.ApproximateMessagesCount;
        return (await poison.PeekMessagesAsync(PoisonQueues.MostSeen)).Value.Length < Math.Min(count, PoisonQueues.MostSeen);
    }

    private async Task Empty(CancellationToken limit)
    {
        while (await Waiting() is var waiting && waiting.Length > 0)
        {
            if (limit.IsCancellationRequested)
                throw new WrongResultException($"The queues do not get empty: {waiting}.");
            await Task.Delay(Look, CancellationToken.None);
        }
    }

    private async Task<string> Waiting()
    {
        var counts = await Task.WhenAll(Queues.All.Select(async name =>
            (name, Count: (await _queues.GetQueueClient(name).GetPropertiesAsync()).Value.ApproximateMessagesCount)));
        return string.Join(", ", counts.Where(queue => queue.Count > 0).Select(queue => $"{queue.Count} in {queue.name}"));
    }

    /// <summary>Both hosts run it: what is to be done follows from the rows, so twice is no more than once.</summary>
    private async Task RunByHand(string function)
    {
        foreach (var host in hosts)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, $"/admin/functions/{function}"));
            request.Headers.Add("x-functions-key", HostProcess.AdminKey);
            using var response = await _http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
    }
}
