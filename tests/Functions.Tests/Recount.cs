using System.Text.Json.Nodes;
using Azure.Data.Tables;

namespace Outreach.Functions.Tests;

internal sealed record AreaFigures(int Activities, int People, int PartyMembers, int Visits, long CreditMinutes);

internal sealed record AttendedFact(
    string Activity, string Category, string Organiser, bool ServiceCounts, string Person, string Home, bool PartyMember, long Minutes);

/// <summary>Counts the sample's figures once more, by the shortest way there is: from the rows as they are, with none of the app's code.</summary>
internal static class Recount
{
    public static async Task<IReadOnlyList<TableEntity>> ReadAll(string storage, string table) => await new TableServiceClient(storage)
        .GetTableClient(table).QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
        .ToListAsync(TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyList<AttendedFact>> ReadFacts(string storage)
    {
        var rows = await ReadAll(storage, "activities");
        var plans = rows.Where(row => row.RowKey == "activity").ToDictionary(row => row.PartitionKey, row => Data(row)["plan"]!);
        return
        [
            .. rows.Where(row => row.RowKey.StartsWith("attendance:", StringComparison.Ordinal))
                .Select(row => Fact(row.PartitionKey, plans[row.PartitionKey], Data(row))),
        ];
    }

    public static AreaFigures Organised(IEnumerable<AttendedFact> facts, string area)
    {
        var own = facts.Where(fact => fact.Organiser.StartsWith(area, StringComparison.Ordinal)).ToList();
        return Figures(own) with { Activities = own.Select(fact => fact.Activity).Distinct().Count() };
    }

    public static AreaFigures OfResidents(IEnumerable<AttendedFact> facts, string area) =>
        Figures([.. facts.Where(fact => fact.Home.StartsWith(area, StringComparison.Ordinal))]);

    public static IEnumerable<string> ByCategory(IEnumerable<AttendedFact> facts, string area) => facts
        .Where(fact => fact.Organiser.StartsWith(area, StringComparison.Ordinal))
        .GroupBy(fact => fact.Category)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key} {group.Select(fact => fact.Activity).Distinct().Count()} {group.Count()} {group.Sum(fact => fact.Minutes)}");

    private static AreaFigures Figures(IReadOnlyCollection<AttendedFact> facts) => new(
        0,
        facts.Select(fact => fact.Person).Distinct().Count(),
        facts.Where(fact => fact.PartyMember).Select(fact => fact.Person).Distinct().Count(),
        facts.Count,
        facts.Sum(fact => fact.Minutes));

    private static AttendedFact Fact(string activity, JsonNode plan, JsonNode attendance)
    {
        var serviceCounts = plan["serviceCounts"]!.GetValue<bool>();
        var (from, to) = (Instant(attendance, "checkedInAt"), Instant(attendance, "checkedOutAt"));
        var who = attendance["who"]!;
        return new AttendedFact(
            activity,
            plan["category"]!.GetValue<string>(),
            plan["organiserArea"]!.GetValue<string>(),
            serviceCounts,
            who["person"]!.GetValue<string>(),
            who["homeArea"]!.GetValue<string>(),
            who["partyMember"]!.GetValue<bool>(),
            serviceCounts ? (long)(to - from).TotalMinutes : 0);
    }

    private static JsonNode Data(TableEntity row) => JsonNode.Parse(row.GetString("Data"))!;

    private static DateTimeOffset Instant(JsonNode node, string name) => node[name]!.GetValue<DateTimeOffset>();
}
