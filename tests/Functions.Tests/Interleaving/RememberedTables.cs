using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>
/// The calls that the commits of an activity make of a table store, answered from memory below the real SDK (docs/adr/0020). That it
/// answers as Azurite does is held by <see cref="RememberedTablesTests"/>; what it does not know it refuses to answer.
/// </summary>
internal sealed partial class RememberedTables : HttpPipelineTransport
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<RowName, RememberedRow> _rows = ImmutableSortedDictionary<RowName, RememberedRow>.Empty;
    private long _writes;

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The app calls its store asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var (request, uri) = (message.Request, message.Request.Uri.ToUri().OriginalString);
        var body = await BodyOf(request);
        lock (_gate)
        {
            message.Response =
                uri.EndsWith("/$batch", StringComparison.Ordinal) ? Transact(body)
                : request.Method != RequestMethod.Get ? Change(request, uri, body)
                : Filter().Match(Uri.UnescapeDataString(uri)) is { Success: true } filter ? Find(RowName.In(uri).Table, filter)
                : Find(RowName.In(uri));
        }
    }

    private RememberedAnswer Find(RowName name) =>
        _rows.GetValueOrDefault(name) is { } row ? RememberedAnswer.Json(row.Shown) : RememberedAnswer.Of(Fault.NotFound);

    private RememberedAnswer Find(string table, Match filter)
    {
        var after = filter.Groups["after"] is { Success: true } version ? long.Parse(version.Value, null) : -1;
        var found = _rows.Where(row =>
            row.Key.Table == table && row.Key.Partition == filter.Groups["partition"].Value && (after < 0 || row.Value.Version > after));
        return RememberedAnswer.Json($$"""{"value":[{{string.Join(',', found.Select(row => row.Value.Shown))}}]}""");
    }

    private RememberedAnswer Change(Request request, string uri, string body)
    {
        var change = new RowChange(request.Method.Method, uri, request.Headers.TryGetValue("If-Match", out var etag) ? etag : null, body);
        return Apply(change, ref _rows) is { } fault ? RememberedAnswer.Of(fault) : RememberedAnswer.Done(_rows.GetValueOrDefault(change.Name)?.ETag);
    }

    /// <summary>All changes or, when one of them cannot be, none; the answer tells of the first that cannot.</summary>
    private RememberedAnswer Transact(string body)
    {
        var (rows, done) = (_rows, new List<string?>());
        foreach (var change in RowChange.AllIn(body))
        {
            if (Apply(change, ref rows) is { } fault)
                return RememberedAnswer.OfTransaction(fault, done.Count);
            done.Add(rows.GetValueOrDefault(change.Name)?.ETag);
        }

        _rows = rows;
        return RememberedAnswer.OfTransaction(done);
    }

    private Fault? Apply(RowChange change, ref ImmutableSortedDictionary<RowName, RememberedRow> rows)
    {
        var stands = rows.GetValueOrDefault(change.Name);
        if (change.IsTooLarge)
            return Fault.TooLarge;
        if (change.IsInsert && stands is not null)
            return Fault.Exists;
        if (change.IfMatch is not null && stands is null)
            return Fault.NotFound;
        if (change.IfMatch is not (null or "*") && change.IfMatch != stands!.ETag)
            return Fault.Stale;
        rows = change.IsDelete
            ? rows.Remove(change.Name)
            : rows.SetItem(change.Name, new RememberedRow(change.Body, $"W/\"datetime'{++_writes:D10}'\"", change.Version));
        return null;
    }

    private static async Task<string> BodyOf(Request request)
    {
        if (request.Content is not { } content)
            return "";
        using var body = new MemoryStream();
        await content.WriteToAsync(body, CancellationToken.None);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    [GeneratedRegex(@"\$filter=PartitionKey eq '(?<partition>[^']*)'( and Version gt (?<after>\d+)L)?$")]
    private static partial Regex Filter();
}

/// <param name="Json">As it was sent.</param>
/// <param name="Version">The version of the commit that wrote it; null where it has none.</param>
internal sealed record RememberedRow(string Json, string ETag, long? Version)
{
    public string Shown => $$"""{"odata.etag":"{{ETag.Replace("\"", "\\\"", StringComparison.Ordinal)}}",{{Json[1..]}}""";
}
