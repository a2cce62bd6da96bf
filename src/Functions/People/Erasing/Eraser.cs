using Outreach.Domain.Activities;
using Outreach.Functions.Activities;
using Outreach.Functions.Attendance.Bulk;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Participation;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People.Erasing;

/// <summary>
/// Erases a person from every table and queue. Each step may be done again; what leads to other rows goes after them, so that an erasure
/// which broke off finds what it left.
/// </summary>
public sealed class Eraser(
    Erasures erasures,
    PeopleStore people,
    SealedPlaces sealedPlaces,
    NumberClaims claims,
    IdentityIndex identities,
    SessionStore sessions,
    ActivityPartition partition,
    ActivityStore store,
    Queues queues,
    CheckInBatches checkIns,
    RegistrationBatches batches,
    MessageEraser messages,
    MergeEraser merges,
    KeptAnswers answers,
    WriteLimits limits,
    Withdrawals withdrawals,
    Certificates certificates,
    TerritoryStore territories,
    AuditLog audit,
    OfferTerms terms,
    TimeProvider clock)
{
    /// <summary>Makes the person unknown from now on: the row goes, with it every way in, and every session ends.</summary>
    internal async Task<Erasure> Close(Erasure erasure, CancellationToken cancellation)
    {
        while (await people.FindRow(erasure.Person, cancellation) is { } row)
        {
            // The numbers first: once the row is gone, nothing else tells where they stand in the index.
            RowKey[] numbers =
            [
                .. claims.KeysOf(row.Person.Details), IdentityIndex.KeyOf(row.Person.VolunteerNumber),
                Keys.Identities.Resident(row.Person.Area, row.Person.Id),
                .. await merges.KeysOf(row.Person, cancellation),
            ];
            erasure = erasure with { Numbers = [.. erasure.Numbers.Union(numbers)] };
            await erasures.Put(erasure, cancellation);
            if (await people.TryRemove(row, cancellation))
                break;
        }

        await sessions.EndAll(erasure.Person, cancellation);
        return erasure;
    }

    /// <summary>Erases everything, once the person is unknown.</summary>
    /// <param name="last">Whether nobody can be at work any more who knew of them: then what their sessions are found by goes too.</param>
    internal async Task Erase(Erasure erasure, bool last, CancellationToken cancellation)
    {
        var (person, standIn) = (erasure.Person, erasure.StandIn);
        await merges.StandIn(erasure, cancellation);
        await EraseFromActivities(erasure, cancellation);
        await checkIns.Forget(person, standIn, cancellation);
        await batches.Forget(person, standIn, erasure.Numbers, cancellation);
        foreach (var district in await territories.Districts(cancellation))
            await audit.Rename(district, person, standIn, cancellation);
        await messages.Erase(erasure, cancellation);
        await answers.Forget(person, cancellation);
        await limits.Forget(person, cancellation);
        await withdrawals.Forget(person, cancellation);

        await merges.Forget(person, cancellation);
        await certificates.Forget(person, cancellation);
        foreach (var number in erasure.Numbers)
            await identities.Release(number, person, cancellation);
        await people.Clear(person, last ? [] : [Keys.People.SessionPrefix, Keys.People.OneTimeCodePrefix], cancellation);
        await sealedPlaces.Forget(people.Kind, person.Value, cancellation);
    }

    /// <summary>
    /// Takes the person out of all activities, and has their figures made anew at once: a unit's name its members. Which activities
    /// is noted before, since those that name the person no more are not found again.
    /// </summary>
    private async Task EraseFromActivities(Erasure erasure, CancellationToken cancellation)
    {
        await WantFigures(erasure.Activities, cancellation);
        var activities = await partition.Naming(erasure.Person, cancellation);
        foreach (var some in activities.Chunk(ActivityFiguresWanted.MostActivities))
        {
            await erasures.Put(erasure with { Activities = [.. some] }, cancellation);
            foreach (var activity in some)
                await EraseFrom(activity, erasure, cancellation);
            await WantFigures(some, cancellation);
        }
    }

    private Task WantFigures(IReadOnlyCollection<ActivityId> activities, CancellationToken cancellation) => activities.Count == 0
        ? Task.CompletedTask
        : queues.Send(
            Queues.ActivityFigures,
            new ActivityFiguresWanted(ActivityFiguresWanted.CurrentSchema, clock.GetUtcNow(), [.. activities]),
            StoredParticipationJson.Default.ActivityFiguresWanted,
            cancellation);

    private async Task EraseFrom(ActivityId id, Erasure erasure, CancellationToken cancellation)
    {
        bool goesOn;
        do
        {
            var next = await store.Commit(
                id, state => Departure.Next(state, erasure.Person, erasure.StandIn, terms, clock.GetUtcNow()), cancellation);
            goesOn = next.Must();
        }
        while (goesOn);
    }
}
