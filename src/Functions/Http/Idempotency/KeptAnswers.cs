using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Http.Idempotency;

/// <summary>A key that is this call's to answer, or the answer that was given under it.</summary>
internal sealed record Claim(RowKey Key, string Body, ETag ETag, KeptAnswer? Kept);

/// <summary>
/// Answers by their idempotency key, for a day. They may hold a token or somebody's data, so they are sealed. Partitions are days,
/// so that old ones are found without a search.
/// </summary>
public sealed class KeptAnswers(Tables tables, Sealer sealer, SealedPlaces sealedPlaces, TimeProvider clock) : ISealedStore
{
    /// <summary>How long an answer is given again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>No call is under way longer than this: an older claim without an answer was left by a crash.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>A call takes less than a second; who asks sooner asks in vain.</summary>
    private static readonly TimeSpan SoonDone = TimeSpan.FromSeconds(1);

    private const string BodyProperty = "BodyHash";
    private const string AtProperty = "At";

    /// <summary>Which call it was that took the key.</summary>
    private const string CallProperty = "Call";

    private const string AnswerProperty = "Answer";

    private readonly TableClient _table = tables.Answers;

    /// <summary>Takes a key for a call, or finds what was answered to it; refused while the first call is under way, or for another body.</summary>
    /// <param name="name">The hash of who sends what under which key, in hexadecimal.</param>
    internal async Task<Result<Claim>> Claim(string name, string body, CancellationToken cancellation)
    {
        var call = Guid.NewGuid();
        while (true)
        {
            var now = clock.GetUtcNow();
            var (key, standing) = await Find(name, now, cancellation);
            var row = new TableEntity(key.Partition, key.Row) { [BodyProperty] = body, [AtProperty] = now, [CallProperty] = call };
            if (standing is null)
            {
                if (await _table.Insert(row, cancellation) is { } etag)
                    return new Claim(key, body, etag, null);
                continue;
            }

            if (standing.GetGuid(CallProperty) == call)
                return new Claim(key, body, standing.ETag, null); // Inserted by an attempt whose reply was lost.
            if (standing.GetString(BodyProperty) != body)
                return Refusal.Conflict("idempotency-key-reused");
            if (standing.Bytes(AnswerProperty) is { Length: > 0 } answer)
                return new Claim(key, body, standing.ETag, Open(answer, name));
            if (now - standing.GetDateTimeOffset(AtProperty) < Lease)
                return Refusal.Conflict("idempotency-key-busy") with { RetryAfter = SoonDone };
            await _table.TryDelete(key, standing.ETag, cancellation);
        }
    }

    internal async Task Keep(Claim claim, KeptAnswer answer)
    {
        await sealedPlaces.Note(Kind, claim.Key.Partition, CancellationToken.None);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(answer, KeptAnswerJson.Default.KeptAnswer);
        var box = Encoding.UTF8.GetBytes(sealer.Seal(bytes, claim.Key.Row));
        var row = new TableEntity(claim.Key.Partition, claim.Key.Row) { [BodyProperty] = claim.Body, [AtProperty] = clock.GetUtcNow() };
        await _table.TryReplace(row.WithBytes(AnswerProperty, box), claim.ETag, CancellationToken.None);
    }

    internal Task GiveUp(Claim claim) => _table.TryDelete(claim.Key, claim.ETag, CancellationToken.None);

    /// <summary>Deletes the answers of days that no call can ask for any more.</summary>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        const int DaysLookedAt = 10; // A sweep that did not run for a week is made up for.
        var deleted = 0;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (var day in Enumerable.Range(2, DaysLookedAt).Select(ago => today.AddDays(-ago)))
        {
            var rows = await _table.Partition(Keys.Answers.Partition(day), cancellation).ToListAsync(cancellation);
            await Parallel.ForEachAsync(rows, Concurrency.Options(cancellation), async (row, token) =>
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: token));
            deleted += rows.Count;
            await sealedPlaces.Forget(Kind, Keys.Answers.Partition(day), cancellation);
        }

        return deleted;
    }

    /// <summary>
    /// Deletes the answers that name a person, whoever asked. They are found by opening all of two days, as an erasure does with
    /// registrations; a call that is sent again after that is the first.
    /// </summary>
    internal async Task Forget(PersonId person, CancellationToken cancellation)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            if (row.Bytes(AnswerProperty) is { Length: > 0 } answer && Names(answer, row.RowKey, person))
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    public string Kind => "answers";

    public async Task Reseal(string partition, CancellationToken cancellation)
    {
        await foreach (var row in _table.Partition(partition, cancellation))
        {
            var box = Encoding.UTF8.GetString(row.Bytes(AnswerProperty));
            if (box.Length == 0 || sealer.IsCurrent(box))
                continue;
            await sealedPlaces.Note(Kind, partition, cancellation);
            var anew = new TableEntity(row.PartitionKey, row.RowKey) { [BodyProperty] = row[BodyProperty], [AtProperty] = row[AtProperty] };
            anew.WithBytes(AnswerProperty, Encoding.UTF8.GetBytes(sealer.Reseal(box, row.RowKey)));
            await _table.TryReplace(anew, row.ETag, cancellation);
        }
    }

    /// <summary>The row of a name, of today or of yesterday if it is not a day old; and where a new one belongs.</summary>
    private async Task<(RowKey Key, TableEntity? Row)> Find(string name, DateTimeOffset now, CancellationToken cancellation)
    {
        var today = Keys.Answers.Of(DateOnly.FromDateTime(now.UtcDateTime), name);
        var yesterday = Keys.Answers.Of(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1), name);
        if (await _table.Find(today, cancellation) is { } row)
            return (today, row);
        return await _table.Find(yesterday, cancellation) is { } earlier && now - earlier.GetDateTimeOffset(AtProperty) < KeptFor
            ? (yesterday, earlier)
            : (today, null);
    }

    private bool Names(byte[] box, string name, PersonId person) =>
        sealer.TryOpen(Encoding.UTF8.GetString(box), name) is { } opened &&
        Encoding.UTF8.GetString(JsonSerializer.Deserialize(opened, KeptAnswerJson.Default.KeptAnswer)!.Body)
            .Contains(person.Value, StringComparison.Ordinal);

    private KeptAnswer Open(byte[] box, string name) =>
        JsonSerializer.Deserialize(sealer.Open(Encoding.UTF8.GetString(box), name), KeptAnswerJson.Default.KeptAnswer)!;
}
