using System.Text.Json;
using System.Text.RegularExpressions;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>Which row it is; ordered as a store orders them.</summary>
internal sealed partial record RowName(string Table, string Partition, string Row) : IComparable<RowName>
{
    /// <summary>The row, or at least the table, that an address names.</summary>
    public static RowName In(string uri) => Name().Match(uri) is { Success: true } name
        ? new RowName(
            name.Groups["table"].Value, Uri.UnescapeDataString(name.Groups["partition"].Value), Uri.UnescapeDataString(name.Groups["row"].Value))
        : throw new NotSupportedException($"Nothing is remembered under {uri}.");

    public int CompareTo(RowName? other) =>
        (string.CompareOrdinal(Table, other?.Table), string.CompareOrdinal(Partition, other?.Partition), string.CompareOrdinal(Row, other?.Row))
        .CompareTo((0, 0, 0));

    [GeneratedRegex(@"/(?<table>\w+)(\(\)|\(PartitionKey='(?<partition>[^']*)',RowKey='(?<row>[^']*)'\))?(\?.*)?$")]
    private static partial Regex Name();
}

/// <summary>One change of a row, as the SDK sends it by itself or as a part of a transaction.</summary>
internal sealed partial record RowChange
{
    /// <summary>In characters: more than 64 KiB of UTF-16 fit no property.</summary>
    private const int LongestText = 32 * 1024;

    public RowChange(string method, string uri, string? ifMatch, string body)
    {
        (IsInsert, IsDelete, IfMatch, Body, Name) = (method == "POST", method == "DELETE", ifMatch, body, RowName.In(uri));
        if (IsDelete)
            return;
        using var json = JsonDocument.Parse(body);
        var row = json.RootElement;
        Name = Name with { Partition = row.GetProperty("PartitionKey").GetString()!, Row = row.GetProperty("RowKey").GetString()! };
        Version = row.TryGetProperty(nameof(Version), out var version) ? long.Parse(version.GetString()!, null) : null;
        IsTooLarge = row.EnumerateObject().Any(p => p.Value.ValueKind == JsonValueKind.String && p.Value.GetString()!.Length > LongestText);
    }

    public RowName Name { get; }

    public bool IsInsert { get; }

    public bool IsDelete { get; }

    public bool IsTooLarge { get; }

    /// <summary>Null where it does not matter what stands there.</summary>
    public string? IfMatch { get; }

    public string Body { get; }

    public long? Version { get; }

    public static IEnumerable<RowChange> AllIn(string transaction) => Changes().Matches(transaction).Select(change => new RowChange(
        change.Groups["method"].Value,
        change.Groups["uri"].Value,
        IfMatchIn().Match(change.Groups["headers"].Value) is { Success: true } match ? match.Groups["etag"].Value : null,
        change.Groups["body"].Value));

    [GeneratedRegex(@"(?<method>POST|PUT|DELETE) (?<uri>\S+) HTTP/1\.1\r\n(?<headers>([^\r\n]+\r\n)*)\r\n(?<body>[^\r\n]*)")]
    private static partial Regex Changes();

    [GeneratedRegex(@"If-Match: (?<etag>[^\r\n]+)")]
    private static partial Regex IfMatchIn();
}
