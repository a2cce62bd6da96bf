using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;

namespace Outreach.Functions.Http;

/// <summary>Reads what a client sent: JSON, or a web form with the same names. What cannot be read is refused by field.</summary>
internal static class Body
{
    /// <summary>The largest body in bytes, unless a function says otherwise.</summary>
    public const int Largest = 64 * 1024;

    public static async Task<Result<T>> Read<T>(
        HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation, int largest = Largest)
        where T : class
    {
        var isForm = request.HasFormContentType && !request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        if (!isForm && !request.HasJsonContentType() && (request.ContentType is not null || request.ContentLength > 0))
            return new Refusal(RefusalKind.UnsupportedMedia, "unsupported-media-type", [new FieldError("body", "json-or-form", [])]);
        if (!(await ReadBytes(request, largest, cancellation)).TryGet(out var bytes, out var refusal))
            return refusal;
        return isForm ? Form.Parse(bytes, type) : Parse(bytes, type);
    }

    /// <summary>The body of a call that needs none: what it stands for when nothing was sent.</summary>
    public static async Task<Result<T>> ReadOptional<T>(HttpRequest request, JsonTypeInfo<T> type, T absent, CancellationToken cancellation)
        where T : class => request.ContentLength is null or 0 && request.ContentType is null ? absent : await Read(request, type, cancellation);

    /// <summary>The body as it is, when it is no larger than allowed.</summary>
    public static async Task<Result<byte[]>> ReadBytes(HttpRequest request, int largest, CancellationToken cancellation)
    {
        var tooLarge = new Refusal(RefusalKind.TooLarge, "body-too-large", [new FieldError("body", "body-too-large", [largest])]);
        if (request.ContentLength > largest)
            return tooLarge;

        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        while (true)
        {
            if (!(await ReadSome(request, buffer.GetMemory(1024), cancellation)).TryGet(out var read, out var broken))
                return broken;
            if (read == 0)
                return buffer.WrittenSpan.ToArray();
            buffer.Advance(read);
            if (buffer.WrittenCount > largest)
                return tooLarge;
        }
    }

    /// <summary>
    /// The server tells some broken bodies, a chunk of no possible size among them, as it tells a broken disk; here it is the client's.
    /// </summary>
    private static async Task<Result<int>> ReadSome(HttpRequest request, Memory<byte> memory, CancellationToken cancellation)
    {
        try
        {
            return await request.Body.ReadAsync(memory, cancellation);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            return Refusal.Invalid("body-broken", "body");
        }
    }

    /// <summary>JSON of one request; the refusal names the member that is wrong.</summary>
    public static Result<T> Parse<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) is { } value ? value : Refusal.Invalid("required", "body");
        }
        catch (JsonException e)
        {
            return Refusal.Invalid(IsUnknownMember(e) ? "unknown-member" : "json-form", PathOf(e.Path));
        }
    }

    private static bool IsUnknownMember(JsonException e) => e.Message.Contains("could not be mapped", StringComparison.Ordinal);

    /// <summary>A path as in <c>$.posts[2].capacity</c> without its root; the whole body when there is none.</summary>
    internal static string PathOf(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal)
        ? path[2..]
        : path is { Length: > 1 } ? "body" + path[1..] : "body";
}
