using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Merging;

/// <summary>Where somebody stands among merges: an alias of who remains, or one who remains of aliases. Never both.</summary>
/// <param name="Survivor">Whom the person turned out to be; null for who remains.</param>
/// <param name="Merge">The merge that made the person an alias; null for who remains.</param>
/// <param name="Aliases">The people of whom this one remains; none for an alias.</param>
internal sealed record StoredAlias(Survivor? Survivor, MergeId? Merge, ImmutableArray<PersonId> Aliases);

/// <summary>
/// Who turned out to be whom (docs/adr/0018): a row for everybody who was merged, or into whom somebody was, all in one partition. So a
/// merge is one transaction there, of two that contradict each other one fails, and the night reads them all in a call.
/// </summary>
public sealed class AliasStore(Tables tables)
{
    private readonly TableClient _table = tables.Aliases;

    public async Task<Aliases> All(CancellationToken cancellation) => new((await _table.Partition(Keys.Aliases.Partition, cancellation)
        .Select(row => (Person: PersonId.Parse(row.RowKey).Must(), Read(row).Survivor)).Where(x => x.Survivor is not null).ToListAsync(cancellation))
        .ToImmutableDictionary(x => x.Person, x => x.Survivor!));

    /// <summary>Everybody of whom a person remains; for most none.</summary>
    public async Task<ImmutableArray<PersonId>> Of(PersonId survivor, CancellationToken cancellation) =>
        await _table.Find(Keys.Aliases.Of(survivor), cancellation) is { } row ? Read(row).Aliases : [];

    /// <summary>The id under which an activity knows a person: the one given, or another of theirs.</summary>
    internal async Task<PersonId> KnownTo(ActivityState state, PersonId person, CancellationToken cancellation)
    {
        if (Knows(state, person) || await _table.Find(Keys.Aliases.Of(person), cancellation) is not { } row)
            return person;
        var stored = Read(row);
        var others = stored.Survivor is { } survivor ? [survivor.Person, .. await Of(survivor.Person, cancellation)] : stored.Aliases;
        return others.FirstOrDefault(other => Knows(state, other)) ?? person;
    }

    /// <summary>Whether it was by this merge that a person became an alias.</summary>
    internal async Task<bool> Stands(PersonId alias, MergeId merge, CancellationToken cancellation) =>
        await _table.Find(Keys.Aliases.Of(alias), cancellation) is { } row && Read(row).Merge == merge;

    /// <summary>Makes a person an alias. Refused when either of the two is one already, or when others were merged into the alias.</summary>
    internal async Task<Refusal?> TryAdd(PersonId alias, Survivor survivor, MergeId merge, CancellationToken cancellation)
    {
        while (true)
        {
            var row = await _table.Find(Keys.Aliases.Of(survivor.Person), cancellation);
            if (row is not null && Read(row).Survivor is not null)
                return Refusal.Conflict("already-merged");
            var aliases = row is null ? [] : Read(row).Aliases;
            var transaction = new Transaction(_table).Insert(RowOf(alias, new StoredAlias(survivor, merge, [])));
            var after = RowOf(survivor.Person, new StoredAlias(null, null, aliases.Add(alias)));
            _ = row is null ? transaction.Insert(after) : transaction.Replace(after, row.ETag);
            if (await TryCommit(transaction, cancellation))
                return null;
            if (await _table.Find(Keys.Aliases.Of(alias), cancellation) is { } standing)
                return Refusal.Conflict(Read(standing).Survivor is null ? "merged-into" : "already-merged");
        }
    }

    /// <summary>Makes an alias of this merge a person of their own again.</summary>
    internal async Task Remove(PersonId alias, MergeId merge, CancellationToken cancellation)
    {
        while (await Stands(alias, merge, cancellation))
        {
            var transaction = new Transaction(_table).Delete(Keys.Aliases.Of(alias));
            if (await _table.Find(Keys.Aliases.Of(merge.Survivor), cancellation) is { } row)
            {
                var aliases = Read(row).Aliases.Remove(alias);
                _ = aliases.IsEmpty
                    ? transaction.Delete(Keys.Aliases.Of(merge.Survivor), row.ETag)
                    : transaction.Replace(RowOf(merge.Survivor, new StoredAlias(null, null, aliases)), row.ETag);
            }

            if (await TryCommit(transaction, cancellation))
                return;
        }
    }

    /// <summary>
    /// Lets the stand-ins of who is erased take their places, so that facts which are said of them from now on still count as one
    /// person's. An alias's own row stays until <see cref="Forget"/>, for facts that are not yet.
    /// </summary>
    internal async Task StandIn(PersonId person, PersonId standIn, CancellationToken cancellation)
    {
        // Who remains may be given a stand-in at the same moment: the copy is made anew until it says what the row says.
        Survivor? copied = null;
        while (await _table.Find(Keys.Aliases.Of(person), cancellation) is { } row && Read(row).Survivor is { } survivor && survivor != copied)
        {
            await _table.Put(RowOf(standIn, new StoredAlias(survivor, null, [])), cancellation);
            copied = survivor;
        }

        while ((await AliasesOf(person, cancellation)) is { Count: > 0 } theirs)
        {
            foreach (var row in theirs)
            {
                var stored = Read(row) with { Merge = null };
                var after = stored with { Survivor = stored.Survivor! with { Person = standIn } };
                await _table.TryReplace(RowOf(PersonId.Parse(row.RowKey).Must(), after), row.ETag, cancellation);
            }
        }
    }

    /// <summary>Forgets an erased person: nothing is said of them any more, only of the stand-in.</summary>
    internal async Task Forget(PersonId person, CancellationToken cancellation)
    {
        var key = Keys.Aliases.Of(person);
        await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }

    private Task<List<TableEntity>> AliasesOf(PersonId survivor, CancellationToken cancellation) => _table
        .Partition(Keys.Aliases.Partition, cancellation).Where(row => Read(row).Survivor?.Person == survivor).ToListAsync(cancellation).AsTask();

    private static bool Knows(ActivityState state, PersonId person) =>
        state.Attendances.ContainsKey(person) || state.Struck.ContainsKey(person) || state.SignUps.ContainsKey(person);

    private static async Task<bool> TryCommit(Transaction transaction, CancellationToken cancellation)
    {
        try
        {
            await transaction.Commit(cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static TableEntity RowOf(PersonId person, StoredAlias stored) =>
        Rows.Entity(Keys.Aliases.Of(person), stored, AliasJson.Default.StoredAlias);

    private static StoredAlias Read(TableEntity row) => row.Read(AliasJson.Default.StoredAlias);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(PersonIdConverter), typeof(MergeIdConverter)])]
[JsonSerializable(typeof(StoredAlias))]
internal sealed partial class AliasJson : JsonSerializerContext;
