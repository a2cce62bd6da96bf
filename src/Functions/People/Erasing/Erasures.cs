using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Erasing;

/// <summary>That an erasure is wanted. It names the stand-in alone: a message may outlive the person it is about.</summary>
internal sealed record ErasureWanted(int Schema, DateTimeOffset OccurredAt, PersonId StandIn)
{
    public const int CurrentSchema = 1;
}

/// <summary>An erasure that is not done.</summary>
/// <param name="StandIn">The id that takes the person's place in what is kept. It was never anybody's.</param>
/// <param name="Numbers">Where the person's numbers stand in the index, which nobody could find again without them.</param>
/// <param name="Activities">Which a run is taking the person out of, and whose figures it has not asked for anew yet.</param>
/// <param name="At">When it was asked for.</param>
internal sealed record Erasure(
    PersonId Person, PersonId StandIn, ImmutableArray<RowKey> Numbers, ImmutableArray<ActivityId> Activities, DateTimeOffset At);

/// <summary>
/// Erasures under way (docs/adr/0010). The row is written before anything else and stands until nothing is left of the person, so
/// that a crash leaves an erasure to go on with, never half a person.
/// </summary>
public sealed class Erasures(Tables tables, Queues queues, TimeProvider clock)
{
    /// <summary>Longer than any function runs: whoever still knew of the person when it began is done by then.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private const string DueAt = "DueAt";

    private readonly TableClient _table = tables.Work;

    internal async Task<Erasure> Begin(PersonId person, PersonId standIn, CancellationToken cancellation)
    {
        var erasure = new Erasure(person, standIn, [], [], clock.GetUtcNow());
        await Put(erasure, erasure.At, cancellation);
        return erasure;
    }

    internal Task Put(Erasure erasure, CancellationToken cancellation) => Put(erasure, clock.GetUtcNow(), cancellation);

    internal async Task<Erasure?> Find(PersonId standIn, CancellationToken cancellation) =>
        (await _table.Find(Keys.Work.Erasure(standIn), cancellation))?.Read(ErasuresJson.Default.Erasure);

    /// <summary>Whether a person's erasure was asked for already.</summary>
    internal async Task<bool> IsBegun(PersonId person, CancellationToken cancellation) => await _table
        .Partition(Keys.Work.Erasures, cancellation).AnyAsync(row => row.Read(ErasuresJson.Default.Erasure).Person == person, cancellation);

    /// <summary>From when on (exclusive) nobody can know of the person any more.</summary>
    internal static DateTimeOffset SettledAt(Erasure erasure) => erasure.At + Grace;

    /// <summary>Notes that everything was done once; it is done again when whoever was still at work then is through.</summary>
    internal Task Postpone(Erasure erasure, CancellationToken cancellation) => Put(erasure, SettledAt(erasure), cancellation);

    /// <summary>Notes that nothing is left of the person, by deleting the last that names them.</summary>
    internal async Task End(Erasure erasure, CancellationToken cancellation)
    {
        var key = Keys.Work.Erasure(erasure.StandIn);
        await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
    }

    internal Task Send(PersonId standIn, CancellationToken cancellation) => queues.Send(
        Queues.Erasures,
        new ErasureWanted(ErasureWanted.CurrentSchema, clock.GetUtcNow(), standIn),
        ErasuresJson.Default.ErasureWanted,
        cancellation);

    /// <summary>Sends the messages of erasures again that have been due since an instant.</summary>
    public async Task SendAgain(DateTimeOffset dueBy, CancellationToken cancellation)
    {
        await foreach (var row in _table.Partition(Keys.Work.Erasures, cancellation))
        {
            if (row.GetDateTimeOffset(DueAt) <= dueBy)
                await Send(PersonId.Parse(row.RowKey).Must(), cancellation);
        }
    }

    /// <summary>An id that was never anybody's.</summary>
    internal static PersonId NewStandIn() => PersonId.FromBytes(RandomNumberGenerator.GetBytes(10));

    private Task Put(Erasure erasure, DateTimeOffset dueAt, CancellationToken cancellation)
    {
        var row = Rows.Entity(Keys.Work.Erasure(erasure.StandIn), erasure, ErasuresJson.Default.Erasure);
        row[DueAt] = dueAt;
        return _table.Put(row, cancellation);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ActivityIdConverter), typeof(PersonIdConverter)])]
[JsonSerializable(typeof(Erasure))]
[JsonSerializable(typeof(ErasureWanted))]
internal sealed partial class ErasuresJson : JsonSerializerContext;
