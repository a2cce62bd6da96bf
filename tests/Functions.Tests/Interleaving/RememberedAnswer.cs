using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>Why a row cannot be read or changed, in the store's words.</summary>
internal sealed record Fault(int Status, string Code)
{
    public static readonly Fault NotFound = new(404, "ResourceNotFound");
    public static readonly Fault Exists = new(409, "EntityAlreadyExists");
    public static readonly Fault Stale = new(412, "UpdateConditionNotSatisfied");
    public static readonly Fault TooLarge = new(400, "PropertyValueTooLarge");
    public static readonly Fault Busy = new(503, "ServerBusy");

    /// <param name="index">Which change of a transaction it was; null for a change by itself.</param>
    public string Body(int? index) =>
        $$$"""{"odata.error":{"code":"{{{Code}}}","message":{"lang":"en-US","value":"{{{(index is null ? "" : $"{index}:")}}}{{{Code}}}"} } }""";
}

/// <summary>An answer as a table store gives it.</summary>
internal sealed class RememberedAnswer : Response
{
    private readonly Dictionary<string, string> _headers;

    private RememberedAnswer(int status, string body, params IEnumerable<(string Name, string? Value)> headers)
    {
        Status = status;
        ContentStream = new MemoryStream(Encoding.UTF8.GetBytes(body));
        _headers = headers.Where(h => h.Value is not null).ToDictionary(h => h.Name, h => h.Value!, StringComparer.OrdinalIgnoreCase);
    }

    public override int Status { get; }

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public static RememberedAnswer Json(string body) => new(200, body, ("Content-Type", "application/json"));

    public static RememberedAnswer Done(string? etag) => new(204, "", ("ETag", etag));

    public static RememberedAnswer Of(Fault fault) =>
        new(fault.Status, fault.Body(null), ("Content-Type", "application/json"), ("x-ms-error-code", fault.Code));

    public static RememberedAnswer OfTransaction(Fault fault, int index) =>
        OfTransaction([$"HTTP/1.1 {fault.Status} {fault.Code}\r\nContent-Type: application/json\r\n\r\n{fault.Body(index)}\r\n"]);

    /// <param name="etags">Of the rows in the order of the changes; null for those that were deleted.</param>
    public static RememberedAnswer OfTransaction(IEnumerable<string?> etags) =>
        OfTransaction([.. etags.Select(etag => $"HTTP/1.1 204 No Content\r\n{(etag is null ? "" : $"ETag: {etag}\r\n")}\r\n\r\n")]);

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => _headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => _headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = _headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }

    private static RememberedAnswer OfTransaction(IReadOnlyList<string> parts)
    {
        var body = new StringBuilder("--all\r\nContent-Type: multipart/mixed; boundary=changes\r\n\r\n");
        foreach (var part in parts)
            body.Append("--changes\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n").Append(part);
        return new(202, body.Append("--changes--\r\n--all--\r\n").ToString(), ("Content-Type", "multipart/mixed; boundary=all"));
    }
}
