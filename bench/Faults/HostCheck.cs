using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <summary>Holds what hosts answered, logged and set aside against what went wrong with them.</summary>
internal sealed class HostCheck(
    FaultPlan plan, IReadOnlyList<FaultyHost> hosts, SensibleClient client, FaultSource faults, Cast cast, Findings findings)
{
    /// <summary>An engagement that a lost sign-up left open is in the way of another at the same time for so long (docs/adr/0009).</summary>
    private static readonly TimeSpan EngagementLife = TimeSpan.FromMinutes(5);

    private static readonly string[] LiveNumbers = ["signedUp", "offered", "waiting", "checkedIn", "checkedOut", "minutes"];

    public async Task Run(StoredFacts stored, IReadOnlySet<(string Queue, string Body)> poison)
    {
        foreach (var (call, host, from, to, status) in client.Failures.Where(failure => !IsExplained(failure)))
            findings.Wrong($"{call.Name} {call.Path} was answered {status} by host {host} from {from} to {to}, which no fault explains");
        foreach (var call in client.Unanswered.Where(call => call.Key is null))
            findings.Wrong($"{call.Name} {call.Path} was never answered");
        foreach (var (host, number) in hosts.Select((host, number) => (host, number)))
        {
            if (host.HasDied)
                findings.Wrong($"host {number} ended by itself");
            foreach (var line in HostLogs.Unexplained(host.Lines))
                findings.Wrong($"host {number} logged {line}");
            await CheckLive(number, stored);
        }

        var put = plan.Acts.Where(act => act.Body is not null).Select(act => (act.Queue, Body: act.Body!)).ToHashSet();
        foreach (var (queue, body) in poison.Except(put))
            findings.Wrong($"{queue}-poison holds what nobody put there: {body}");
        foreach (var (queue, body) in put.Except(poison))
            findings.Wrong($"{queue}-poison lost what was put there: {body}");
    }

    /// <summary>An outage is answered 503, and only where the store failed that host meanwhile; 500 is a bug wherever it is.</summary>
    private bool IsExplained(Failure failure) => failure.Status == 503 &&
        (faults.Befell(failure.Host, failure.From, failure.To) || (failure.Call.Name == "sign-up" && IsBehindLostSignUp(failure)));

    private bool IsBehindLostSignUp(Failure failure) => client.Failures.Any(other =>
        other.Call.Name == "sign-up" && other.Call.Client == failure.Call.Client && other.Call.Path != failure.Call.Path &&
        other.From <= failure.To && failure.From - other.To < EngagementLife);

    /// <summary>Each host shows of each activity what its facts say, whatever it remembers.</summary>
    private async Task CheckLive(int host, StoredFacts stored)
    {
        foreach (var activity in stored.Activities.Where(activity => activity.Status != "draft"))
        {
            var call = new Call(Call.Outsider, "live", HttpMethod.Get, $"/api/activities/{activity.Id}/participation", cast.Admin.Token);
            var live = (await client.Send(call, host, CancellationToken.None))!.Body!;
            var places = activity.Of("sign-up").Select(s => s.Row["status"]!.GetValue<string>()).ToLookup(status => status);
            var (there, minutes) = (activity.Attendances.ToArray(), activity.Attendances.Sum(a => activity.Credit(a.Row)));
            long[] counted =
            [
                places["confirmed"].Count(), places["offered"].Count(), places["waiting"].Count(), there.Length,
                there.Count(a => a.Row["checkedOutAt"] is not null), minutes,
            ];
            var (facts, shown) = (string.Join(' ', counted), string.Join(' ', LiveNumbers.Select(name => live[name]!.GetValue<long>())));
            if (facts != shown)
                findings.Drift($"host {host} shows {shown} of {activity.Id}, the facts say {facts}");
        }
    }
}
