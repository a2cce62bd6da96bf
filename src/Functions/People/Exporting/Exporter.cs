using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Participation;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.People.Merging;
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
    AliasStore aliases,
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
        PersonId[] ids = [id, .. await aliases.Of(id, cancellation)];
        return new ExportAnswer(
            clock.GetUtcNow(),
            PersonAnswer.Of(person),
            numbers,
            ConsentsAnswer.Of(person.Consents).Items,
            [.. (await grants.Latest(id, cancellation)).All.Select(GrantAnswer.Of)],
            await contacts.Of(id, cancellation).Select(unit => unit.Value).ToListAsync(cancellation),
            await sessions.UntilWhen(id, cancellation).Order().ToListAsync(cancellation),
            await records.Of(id, cancellation),
            await Activities(ids, cancellation),
            await ids.ToAsyncEnumerable().SelectMany(one => certificates.Of(one, cancellation)).Select(ExportedCertificate.Of)
                .ToListAsync(cancellation),
            await Audit(ids, cancellation));
    }

    private async Task<IReadOnlyList<ExportedActivity>> Activities(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
    {
        var found = new List<(ActivityState State, PersonId Person)>();
        foreach (var id in ids)
        {
            foreach (var activity in await partition.About(id, cancellation))
            {
                if ((await activities.Read(activity, cancellation)).TryGet(out var state, out _))
                    found.Add((state, id));
            }
        }

        return [.. found.OrderBy(x => x.State.Plan.StartsAt).Select(x => ExportedActivity.Of(x.State, x.Person))];
    }

    private async Task<IReadOnlyList<AuditEntry>> Audit(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
    {
        var entries = new HashSet<AuditEntry>();
        foreach (var district in await territories.Districts(cancellation))
        {
            foreach (var id in ids)
                entries.UnionWith(await audit.About(district, id, cancellation).ToListAsync(cancellation));
        }

        return [.. entries.OrderByDescending(entry => entry.At)];
    }
}
