using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Outreach.Bench.Faults;

/// <summary>An activity as its rows say, each read as plain JSON with none of the app's code.</summary>
internal sealed record StoredActivity(string Id, IReadOnlyDictionary<string, JsonNode> Rows)
{
    public JsonNode Header => Rows["activity"];

    public JsonNode Plan => Header["plan"]!;

    public string Title => Plan["title"]!.GetValue<string>();

    public string Status => Header["status"]!.GetValue<string>();

    public int? Capacity => Plan["capacity"]?.GetValue<int>();

    public string Organiser => Plan["organiserArea"]!.GetValue<string>();

    public DateTimeOffset StartsAt => Plan["startsAt"]!.GetValue<DateTimeOffset>();

    public DateTimeOffset EndsAt => Plan["endsAt"]!.GetValue<DateTimeOffset>();

    public ToldActivity AsTold => new(Id, Title, Status, Capacity);

    /// <summary>The rows of a kind by the person that they are about.</summary>
    public IEnumerable<(string Person, JsonNode Row)> Of(string kind) => Rows
        .Where(row => row.Key.StartsWith(kind + ":", StringComparison.Ordinal))
        .Select(row => (row.Key[(kind.Length + 1)..], row.Value));

    /// <summary>Attendances that stand: not those that were struck.</summary>
    public IEnumerable<(string Person, JsonNode Row)> Attendances => Of("attendance").Where(a => a.Row["struckAt"] is null);

    public IEnumerable<(string Person, JsonNode Row)> ApprovedMakeUps =>
        Of("make-up").Where(m => m.Row["verdict"]?["approved"]?.GetValue<bool>() == true);

    /// <summary>Whole minutes between check-in and check-out within the activity's own time.</summary>
    public long Credit(JsonNode attendance)
    {
        if (attendance["checkedOutAt"] is not { } left)
            return 0;
        var (from, to) = (attendance["checkedInAt"]!.GetValue<DateTimeOffset>(), left.GetValue<DateTimeOffset>());
        from = from < StartsAt ? StartsAt : from;
        to = to > EndsAt ? EndsAt : to;
        return to > from ? (long)(to - from).TotalMinutes : 0;
    }

    /// <summary>Minutes made up, no more than the activity's length leaves beside the credit.</summary>
    public long MadeUp(string person, JsonNode makeUp)
    {
        var credit = Attendances.Where(a => a.Person == person).Sum(a => Credit(a.Row));
        return Math.Clamp((long)(EndsAt - StartsAt).TotalMinutes - credit, 0, makeUp["minutes"]!.GetValue<long>());
    }
}

/// <summary>What stands in the store, row by row.</summary>
internal sealed record StoredFacts
{
    public IReadOnlyList<StoredActivity> Activities { get; init; } = [];

    public IReadOnlyList<TableEntity> People { get; init; } = [];

    public IReadOnlyList<TableEntity> Calendar { get; init; } = [];

    public IReadOnlyList<TableEntity> Figures { get; init; } = [];

    public IReadOnlyList<TableEntity> Work { get; init; } = [];

    public static async Task<StoredFacts> Read(string storage) => new()
    {
        Activities =
        [
            .. (await All(storage, "activities")).GroupBy(row => row.PartitionKey)
                .Select(group => new StoredActivity(group.Key, group.Where(row => row.ContainsKey("Data")).ToDictionary(row => row.RowKey, Data))),
        ],
        People = await All(storage, "people"),
        Calendar = await All(storage, "calendar"),
        Figures = await All(storage, "figures"),
        Work = await All(storage, "work"),
    };

    public static JsonNode Data(TableEntity row) => JsonNode.Parse(row.GetString("Data"))!;

    /// <summary>What has not followed from the facts yet: messages that were not sent, marks of the night, folds that were asked for.</summary>
    public static async Task<IReadOnlyList<string>> Unfinished(string storage)
    {
        var messages = (await All(storage, "activities")).Where(row => row.RowKey.StartsWith("outbox:", StringComparison.Ordinal));
        var work = (await All(storage, "work")).Where(row =>
            row.PartitionKey.StartsWith("changed:", StringComparison.Ordinal) || row.PartitionKey.StartsWith("fold", StringComparison.Ordinal));
        return [.. messages.Concat(work).Select(row => $"{row.PartitionKey}/{row.RowKey}")];
    }

    private static async Task<List<TableEntity>> All(string storage, string table) =>
        await new TableServiceClient(storage).GetTableClient(table).QueryAsync<TableEntity>().ToListAsync();
}
