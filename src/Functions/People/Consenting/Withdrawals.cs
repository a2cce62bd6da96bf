using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Consenting;

/// <summary>
/// Takes out of what people signed up for what they withdrew their consent to, so that check-in needs not ask for it: their places, or that
/// they are a party member. That somebody withdraws is noted first. A while later, when no sign-up can be under way any more that began before,
/// the sweeper looks through all activities: for what a crash left, and for waiting lists, which nothing in a person's own partition leads to.
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

    /// <summary>Takes it out of what a person holds places on. Where they have checked in they were, as whoever they were, and that stays.</summary>
    internal async Task<Result<bool>> TakeOut(Person person, CancellationToken cancellation)
    {
        var engaged = await engagements.From(person.Id, CivilTime.DateOf(clock.GetUtcNow()), cancellation);
        return await TakeOut(person, engaged.All.Select(engagement => engagement.Activity));
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

    private async Task<bool> IsDone(PersonId id, CancellationToken cancellation) =>
        await people.Find(id, cancellation) is not { } person ||
        (person.RefusesParticipation is null && !person.RefusesMembership) ||
        (await TakeOut(person, await partition.Naming(id, cancellation))).TryGet(out _, out _);

    /// <summary>Refused with <c>store-busy</c> where not everything could be taken out; then it is done again.</summary>
    private async Task<Result<bool>> TakeOut(Person person, IEnumerable<ActivityId> of)
    {
        foreach (var activity in of)
        {
            if (person.RefusesMembership &&
                await Busy(activities.Commit(activity, state => Roster.LeaveOutMembership(state, person.AsParticipant()), CancellationToken.None))
                    is { } busy)
                return busy;
            if (person.RefusesParticipation is not null &&
                await Busy(activities.Commit(activity, state => Roster.Cancel(state, person.Id, terms, clock.GetUtcNow()), CancellationToken.None))
                    is { } late)
                return late;
        }

        return true;
    }

    private static async Task<Refusal?> Busy<T>(Task<Result<T>> committed)
        where T : notnull => !(await committed).TryGet(out _, out var refusal) && refusal.Kind == RefusalKind.Busy ? refusal : null;

    /// <summary>Forgets that an erased person withdrew.</summary>
    internal Task Forget(PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Work.Withdrawal(person);
        return _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }
}
