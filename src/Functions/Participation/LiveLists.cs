using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.People;

namespace Outreach.Functions.Participation;

/// <summary>An activity's participation at this moment, and who the people are.</summary>
internal sealed record LiveList(LiveParticipation Live, IReadOnlyDictionary<PersonId, Person> People);

/// <summary>Who is signed up, there and gone, with their names.</summary>
public sealed class LiveLists(PeopleStore people, TimeProvider clock)
{
    /// <summary>Reads each person once, and counts an alias as who remains.</summary>
    internal async Task<LiveList> Of(ActivityState state, CancellationToken cancellation)
    {
        var known = await people.FindAll(state.SignUps.Keys.Concat(state.Attendances.Keys), cancellation);
        var merged = known.Where(found => found.Value.Id != found.Key);
        var aliases = new Aliases(merged.ToImmutableDictionary(found => found.Key, found => new Survivor(found.Value.Id, found.Value.Number)));
        return new LiveList(
            LiveParticipation.Of(state.As(aliases), clock.GetUtcNow()), known.Values.DistinctBy(person => person.Id).ToDictionary(person => person.Id));
    }
}
