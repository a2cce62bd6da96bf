using System.Collections.Immutable;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>Somebody who was there, by an organiser's word.</summary>
internal sealed record CalledPerson(PersonId Person, DateTimeOffset CheckedInAt, DateTimeOffset? CheckedOutAt);

/// <summary>What became of one line.</summary>
internal sealed record CalledOutcome(PersonId Person, Result<RollCallOutcome> Outcome);

/// <summary>Takes organisers' roll calls, by whichever way they come.</summary>
public sealed class RollCallDesk(ActivityDesk desk, PeopleStore people, TimeProvider clock)
{
    /// <summary>Records each line for itself; the whole is refused to who does not organise the activity.</summary>
    internal async Task<Result<ImmutableArray<CalledOutcome>>> Record(
        string id, Caller caller, IReadOnlyList<CalledPerson> lines, CancellationToken cancellation)
    {
        if (!(await desk.Read(id, caller, cancellation)).TryGet(out _, out var refusal))
            return refusal;
        var known = await people.FindAll(lines.Select(line => line.Person), cancellation);
        var outcomes = await Task.WhenAll(lines.Select(async line => new CalledOutcome(
            line.Person, await Record(id, caller, line, known.GetValueOrDefault(line.Person), cancellation))));
        return ImmutableArray.Create(outcomes);
    }

    /// <summary>The lines go to the activity side by side and are committed together, as many as a transaction takes.</summary>
    private async Task<Result<RollCallOutcome>> Record(string id, Caller caller, CalledPerson line, Person? person, CancellationToken cancellation)
    {
        if (person is null)
            return Refusal.Invalid("unknown-person", "personId");
        if (person.RefusesParticipation is { } withdrawn)
            return withdrawn;
        var (who, now) = (person.AsParticipant(), clock.GetUtcNow());
        return await desk.Commit(
            id, caller, state => RollCall.Record(state, who, line.CheckedInAt, line.CheckedOutAt, caller.Person, now), cancellation);
    }
}
