using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People.Exporting;

/// <summary>Gathers what is kept of a person from wherever it stands. What they did for others, as staff, is those others' and not in it.</summary>
public sealed class Exporter(
    GrantStore grants,
    UnitContacts contacts,
    SessionStore sessions,
    WholeRecords records,
    ActivityPartition partition,
    ActivityStore activities,
    Certificates certificates,
    TerritoryStore territories,
    AuditLog audit,
    TimeProvider clock)
{
    /// <param name="numbers">Null for who may not see them.</param>
    internal async Task<ExportAnswer> Export(Person person, ExportedNumbers? numbers, CancellationToken cancellation)
    {
        var id = person.Id;
        return new ExportAnswer(
            clock.GetUtcNow(),
            PersonAnswer.Of(person),
            numbers,
            ConsentsAnswer.Of(person.Consents).Items,
            [.. (await grants.Latest(id, cancellation)).All.Select(GrantAnswer.Of)],
            await contacts.Of(id, cancellation).Select(unit => unit.Value).ToListAsync(cancellation),
            await sessions.UntilWhen(id, cancellation).Order().ToListAsync(cancellation),
            await records.Of(id, cancellation),
            await Activities(id, cancellation),
            await certificates.Of(id, cancellation).Select(ExportedCertificate.Of).ToListAsync(cancellation),
            await Audit(id, cancellation));
    }

    private async Task<IReadOnlyList<ExportedActivity>> Activities(PersonId person, CancellationToken cancellation)
    {
        var found = new List<ActivityState>();
        foreach (var activity in await partition.About(person, cancellation))
        {
            if ((await activities.Read(activity, cancellation)).TryGet(out var state, out _))
                found.Add(state);
        }

        return [.. found.OrderBy(state => state.Plan.StartsAt).Select(state => ExportedActivity.Of(state, person))];
    }

    private async Task<IReadOnlyList<AuditEntry>> Audit(PersonId person, CancellationToken cancellation)
    {
        var entries = new List<AuditEntry>();
        foreach (var district in await territories.Districts(cancellation))
            entries.AddRange(await audit.About(district, person, cancellation).ToListAsync(cancellation));
        return [.. entries.OrderByDescending(entry => entry.At)];
    }
}
