using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Functions.Activities;

/// <summary>What a person has on an activity, or had where it is given back or lapsed.</summary>
/// <param name="Version">Counts what became of the activity.</param>
/// <param name="IsUnrecorded">It is over, their place was certain, it counts as service, and nobody recorded whether they came.</param>
internal sealed record OwnPlace(Activity Activity, long Version, Place Place, bool IsUnrecorded);

/// <summary>What a person signed up for, as the activities themselves say it.</summary>
public sealed class OwnPlaces(
    ActivityStore activities, EngagementStore engagements, WaitingNotes waits, OfferTerms terms, TimeProvider clock)
{
    /// <summary>How far back it is looked for what is unrecorded: ten working days (Order 67 Art 11) with the longest holidays between.</summary>
    private const int DaysBack = 31;

    /// <summary>
    /// What is to come, with what the person has no more of it, and what was within a month and is not recorded; in order of the start.
    /// </summary>
    internal async Task<IReadOnlyList<OwnPlace>> Of(PersonId person, CancellationToken cancellation)
    {
        var since = CivilTime.DateOf(clock.GetUtcNow()).AddDays(-DaysBack);
        var engaged = engagements.From(person, since, cancellation);
        var waited = await waits.Of(person, cancellation).ToListAsync(cancellation);
        var found = await Task.WhenAll((await engaged).All.Select(engagement => engagement.Activity).Concat(waited).Distinct()
            .Select(activity => Find(activity, person, CivilTime.StartOf(since), cancellation)));
        return [.. found.OfType<OwnPlace>().OrderBy(own => own.Activity.Plan.StartsAt)];
    }

    /// <summary>
    /// How a person stands on some activities, as the activities say it. Of them those are read alone that the person's own partition leads to,
    /// so that a list costs no read a card.
    /// </summary>
    /// <param name="since">When the first of them starts.</param>
    internal async Task<IReadOnlyDictionary<ActivityId, SignUpStatus>> Among(
        IEnumerable<ActivityId> some, DateTimeOffset since, PersonId person, CancellationToken cancellation)
    {
        var engaged = engagements.From(person, CivilTime.DateOf(since), cancellation);
        var waited = await waits.Of(person, cancellation).ToListAsync(cancellation);
        var own = (await engaged).All.Select(engagement => engagement.Activity).Concat(waited).ToHashSet();
        var found = await Task.WhenAll(some.Where(own.Contains).Select(async id =>
            (Id: id, Status: (await activities.Read(id, cancellation)).Match(
                read => Roster.PlaceOf(WaitingList.Settle(read, terms, clock.GetUtcNow()).State, person)?.Status, _ => null))));
        return found.Where(x => x.Status is not null).ToDictionary(x => x.Id, x => x.Status!.Value);
    }

    private async Task<OwnPlace?> Find(ActivityId id, PersonId person, DateTimeOffset since, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!(await activities.Read(id, cancellation)).TryGet(out var read, out _) || read.Plan.EndsAt < since)
        {
            await waits.Remove(person, id, cancellation);
            return null;
        }

        var state = WaitingList.Settle(read, terms, now).State;
        if (Roster.LastPlaceOf(state, person) is not { } place)
            return null;
        var isUnrecorded = Roster.IsUnrecorded(state, person, now);
        return isUnrecorded || state.Plan.EndsAt > now ? new OwnPlace(state.Activity, state.Version, place, isUnrecorded) : null;
    }
}
