using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using CsCheck;
using Outreach.Tests;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>That <see cref="RememberedTables"/> answers as Azurite does: the same calls, and the same said of each by the SDK.</summary>
public sealed class RememberedTablesTests(AzuriteFixture azurite)
{
    private const string Table = "activities";

    private static readonly Gen<string> Row = Gen.OneOf("roster", "sign-up:1", "outbox:0000000002", "门口 %:1");

    private static readonly Gen<Change> AnyChange = Gen.Select(
        Gen.OneOf(
            TableTransactionActionType.Add, TableTransactionActionType.UpdateReplace, TableTransactionActionType.UpsertReplace,
            TableTransactionActionType.Delete),
        Row, Gen.Int[0, 9], Gen.Frequency((12, Gen.Const(3)), (1, Gen.Const(32 * 1024)), (1, Gen.Const((32 * 1024) + 1))), Gen.Long[1, 5],
        (type, row, tag, length, version) => new Change(type, row, tag, length, version));

    private static readonly Gen<Call> AnyCall = Gen.Frequency(
        (6, AnyChange.Array[1, 4].Select(changes => new Call([.. changes.DistinctBy(c => c.Row)], null, null))),
        (2, Row.Select(row => new Call([], row, null))),
        (2, Gen.Long[-1, 5].Select(after => new Call([], null, after))));

    private readonly string _storage = azurite.TakeAccount();

    [Fact]
    public async Task Answers_as_Azurite_does()
    {
        var remembered = Open(new RememberedTables());
        var real = Open(HttpClientTransport.Shared);
        await real.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);
        var partition = 0;
        await AnyCall.Array[1, 12].SampleAsync(
            async calls =>
            {
                var name = $"p{Interlocked.Increment(ref partition)}";
                var (one, other) = (new Played(remembered, name), new Played(real, name));
                foreach (var call in calls)
                    Assert.Equal(await other.Answer(call), await one.Answer(call));
            },
            iter: 150, threads: 4, print: calls => string.Join('\n', calls.AsEnumerable()));
    }

    private TableClient Open(HttpPipelineTransport transport)
    {
        var options = new TableClientOptions { Transport = transport };
        options.Retry.MaxRetries = 0;
        return new TableServiceClient(_storage, options).GetTableClient(Table);
    }

    /// <param name="Tag">Up to 6 the ETag that the row had last, 7 and 8 one that it had before, else whichever it has.</param>
    private sealed record Change(TableTransactionActionType Type, string Row, int Tag, int Length, long Version);

    /// <summary>A transaction, the row to find, or the version after which to find rows (below 0 for all).</summary>
    private sealed record Call(IReadOnlyList<Change> Changes, string? Row, long? After)
    {
        public override string ToString() => Row ?? (After is { } after ? $"after {after}" : string.Join("; ", Changes));
    }

    /// <summary>One partition of one of the stores, with the ETags that its rows had.</summary>
    private sealed class Played(TableClient table, string partition)
    {
        private readonly Dictionary<string, List<ETag>> _tags = [];

        public async Task<string> Answer(Call call)
        {
            try
            {
                if (call.Row is { } row)
                {
                    var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row);
                    return found.HasValue ? Show(found.Value!) : "none";
                }

                if (call.After is { } after)
                {
                    var filter = after < 0
                        ? TableClient.CreateQueryFilter($"PartitionKey eq {partition}")
                        : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Version gt {after}");
                    return string.Join('\n', await table.QueryAsync<TableEntity>(filter).Select(Show).ToListAsync());
                }

                return await Transact(call.Changes);
            }
            catch (TableTransactionFailedException e)
            {
                return $"{e.Status} {e.ErrorCode} at {e.FailedTransactionActionIndex}";
            }
        }

        private async Task<string> Transact(IReadOnlyList<Change> changes)
        {
            var answers = (await table.SubmitTransactionAsync(changes.Select(c => new TableTransactionAction(c.Type, Entity(c), TagOf(c))))).Value;
            foreach (var (change, answer) in changes.Zip(answers))
            {
                if (answer.Headers.ETag is { } tag)
                    TagsOf(change.Row).Add(tag);
            }

            return string.Join(", ", answers.Select(answer => $"{answer.Status} {answer.Headers.ETag is null}"));
        }

        private TableEntity Entity(Change change) => new(partition, change.Row)
        {
            ["Data"] = new string('字', change.Length),
            ["Version"] = change.Version,
            ["Marked"] = true,
            ["OffersDueAt"] = DateTimeOffset.UnixEpoch,
        };

        private ETag TagOf(Change change) => TagsOf(change.Row) switch
        {
            [.., var last] when change.Tag <= 6 => last,
            [.., var before, _] when change.Tag <= 8 => before,
            _ => ETag.All,
        };

        private List<ETag> TagsOf(string row) => _tags.TryGetValue(row, out var tags) ? tags : _tags[row] = [];

        /// <summary>A row and whether its ETag is the one that its last change was answered with.</summary>
        private string Show(TableEntity row) =>
            $"{row.RowKey} {row.GetString("Data")} {row.GetInt64("Version")} {row.GetBoolean("Marked")} {row.GetDateTimeOffset("OffersDueAt"):O} " +
            $"{TagsOf(row.RowKey).LastOrDefault() == row.ETag}";
    }
}
