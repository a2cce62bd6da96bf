using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Consenting;

/// <summary>
/// Gives the places back of who withdrew their consent, so that check-in needs not ask for it. That somebody withdraws is noted
/// first. A while later, when no sign-up can be under way any more that began before, the sweeper looks through all activities: for
/// what a crash left, and for waiting lists, which nothing in a person's own partition leads to.
/// </summary>
public sealed class Withdrawals(
    Tables tables, PeopleStore people, EngagementStore engagements, ActivityPartition partition, ActivityStore activities, OfferTerms terms,
    TimeProvider clock)
{
    private const string At = "At";

    private readonly TableClient _table = tables.Work;

    internal Task Begin(PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Work.Withdrawal(person);
        return _table.Put(new TableEntity(key.Partition, key.Row) { [At] = clock.GetUtcNow() }, cancellation);
    }

    /// <summary>Gives back the places that a person holds. Where they have checked in they were, and that stays.</summary>
    internal async Task<Result<bool>> GiveBack(PersonId person, CancellationToken cancellation)
    {
        var engaged = await engagements.From(person, CivilTime.DateOf(clock.GetUtcNow()), cancellation);
        return await GiveBack(person, engaged.All.Select(engagement => engagement.Activity));
    }

    /// <summary>Goes on with what was begun a while ago, unless the person has consented anew.</summary>
    internal async Task Sweep(CancellationToken cancellation)
    {
        var latest = clock.GetUtcNow() - Engagement.Life;
        await foreach (var row in _table.Partition(Keys.Work.Withdrawals, cancellation))
        {
            var person = PersonId.Parse(row.RowKey).Must();
            if (row.GetDateTimeOffset(At) <= latest && await IsDone(person, cancellation))
                await _table.TryDelete(Keys.Work.Withdrawal(person), row.ETag, cancellation);
        }
    }

    private async Task<bool> IsDone(PersonId person, CancellationToken cancellation) =>
        (await people.Find(person, cancellation))?.RefusesParticipation is null ||
        (await GiveBack(person, await partition.Naming(person, cancellation))).TryGet(out _, out _);

    /// <summary>Refused with <c>store-busy</c> where not everything could be given back; then it is done again.</summary>
    private async Task<Result<bool>> GiveBack(PersonId person, IEnumerable<ActivityId> from)
    {
        foreach (var activity in from)
        {
            var given = await activities.Commit(activity, state => Roster.Cancel(state, person, terms, clock.GetUtcNow()), CancellationToken.None);
            if (!given.TryGet(out _, out var refusal) && refusal.Kind == RefusalKind.Busy)
                return refusal;
        }

        return true;
    }

    /// <summary>Forgets that an erased person withdrew.</summary>
    internal Task Forget(PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Work.Withdrawal(person);
        return _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }
}
