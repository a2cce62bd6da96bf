using System.Text;
using Outreach.Functions.Http.OpenApi;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>One request as it goes out.</summary>
/// <param name="Number">Which of the run it is; with the seed it tells what chance decided.</param>
/// <param name="Path">Percent-encoded, as it stands in the request line.</param>
/// <param name="Query">Without its question mark; empty for none.</param>
/// <param name="Headers">In their order; characters stand for bytes (Latin-1).</param>
internal sealed record FuzzRequest(
    int Number,
    ApiFunction Function,
    Caller Caller,
    string Method,
    string Path,
    string Query,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body)
{
    private const int ShownBytes = 4_000;

    public string Target => Query.Length == 0 ? Path : $"{Path}?{Query}";

    public FuzzRequest With(string header, string value) => this with { Headers = [.. Headers, (header, value)] };

    public FuzzRequest Without(string header) =>
        this with { Headers = [.. Headers.Where(h => !h.Name.Equals(header, StringComparison.OrdinalIgnoreCase))] };

    public string? Header(string name) => Headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public HttpRequestMessage ToMessage(Uri host)
    {
        // The client would tidy the path up, which is what is to be seen here.
        var asItStands = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var uri = new Uri(host.GetLeftPart(UriPartial.Authority) + Target, asItStands);
        var message = new HttpRequestMessage(new HttpMethod(Method), uri) { Content = Body is null ? null : new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>A line for a shell, with which anybody can send it again.</summary>
    public string Curl(Uri host)
    {
        var line = new StringBuilder($"curl -i --path-as-is -X {Quoted(Method)} {Quoted(host.GetLeftPart(UriPartial.Authority) + Target)}");
        foreach (var (name, value) in Headers)
            line.Append(" -H ").Append(Quoted($"{name}: {value}"));
        if (Body is not null)
        {
            var shown = Convert.ToBase64String(Body.AsSpan(0, Math.Min(Body.Length, ShownBytes)));
            line.Append(" --data-binary @<(printf %s ").Append(shown).Append(" | base64 -d)");
        }

        return Body?.Length > ShownBytes ? line.Append($" # the first {ShownBytes} bytes of {Body.Length}").ToString() : line.ToString();
    }

    public override string ToString() => $"request {Number}, {Function.Name} as {Caller.Name}";

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
