using System.Text.Json;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Takes what activities achieved beyond their participants, from their organisers.</summary>
public sealed class ResultsDesk(ActivityDesk desk, AuditLog audit, TimeProvider clock)
{
    /// <summary>Replaces an activity's results, if they are still those of the wanted version.</summary>
    internal async Task<Result<OutreachResults>> Record(
        string id, ResultsDraft draft, Caller caller, WantedVersion wanted, CancellationToken cancellation)
    {
        if (!draft.Check(caller.Person, clock.GetUtcNow()).TryGet(out OutreachResults? results, out var refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out var state, out refusal) ||
            !Enter(wanted, state, results).TryGet(out var decision, out refusal))
            return refusal;

        if (!decision.Facts.IsEmpty)
            await audit.Write(
                state.Plan.OrganiserArea, caller.Person, $"results:{state.Activity.Id}", TextOf(state.Results), TextOf(results), cancellation);
        return await desk.Commit(id, caller, latest => Enter(wanted, latest, results), cancellation);
    }

    /// <summary>0 until anything is recorded.</summary>
    internal static long VersionOf(OutreachResults? results) => results?.Version ?? 0;

    /// <summary>What stands already is answered whatever version was meant: a second press of the button changes nothing.</summary>
    private static Result<Decision<OutreachResults>> Enter(WantedVersion wanted, ActivityState state, OutreachResults results) =>
        OutreachResults.Enter(state, results).Then<Decision<OutreachResults>>(decision =>
            !decision.Facts.IsEmpty && wanted.Stale(VersionOf(state.Results)) is { } stale ? stale : decision);

    private static string TextOf(OutreachResults? results) =>
        results is null ? "" : JsonSerializer.Serialize(ResultsAnswer.Of(results), AttendanceJson.Contract.ResultsAnswer);
}
