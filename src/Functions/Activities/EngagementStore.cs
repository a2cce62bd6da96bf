using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// What people are engaged in: one row a person in the person's own partition, where sign-ups for different activities meet
/// (docs/adr/0009). It changes by its ETag alone.
/// </summary>
public sealed class EngagementStore(Tables tables)
{
    private const string All = "All";

    private readonly TableClient _table = tables.People;

    /// <summary>A person's engagements, with the ETag that <see cref="TrySave"/> takes; none and null for who never had any.</summary>
    internal async Task<(Engagements Engagements, ETag? ETag)> Read(PersonId person, CancellationToken cancellation) =>
        await _table.Find(Keys.People.Engagements(person), cancellation) is { } row
            ? (JsonSerializer.Deserialize(row.Bytes(All), StoredActivitiesJson.Default.Engagements)!, row.ETag)
            : (Engagements.None, null);

    /// <summary>Replaces engagements that are still as they were read; false when they changed meanwhile.</summary>
    internal Task<bool> TrySave(PersonId person, Engagements engagements, ETag? etag, CancellationToken cancellation)
    {
        var key = Keys.People.Engagements(person);
        var row = new TableEntity(key.Partition, key.Row)
            .WithBytes(All, JsonSerializer.SerializeToUtf8Bytes(engagements, StoredActivitiesJson.Default.Engagements));
        return etag is { } seen ? _table.TryReplace(row, seen, cancellation) : _table.TryInsert(row, cancellation);
    }

    /// <summary>Brings a person's engagement for an activity to the times that it has now.</summary>
    internal async Task Follow(PersonId person, Activity activity, CancellationToken cancellation)
    {
        while (await Read(person, cancellation) is var (engagements, etag) && engagements.AreOutdated(activity))
            await TrySave(person, engagements.Moved(activity), etag, cancellation);
    }

    /// <summary>Takes back an engagement whose sign-up was refused after all.</summary>
    internal async Task Release(PersonId person, Engagement engagement, CancellationToken cancellation)
    {
        var (engagements, etag) = await Read(person, cancellation);
        if (engagements.All.Contains(engagement))
            await TrySave(person, engagements.Without(engagement), etag, cancellation);
    }
}
