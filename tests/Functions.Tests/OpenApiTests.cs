using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.OpenApi;

namespace Outreach.Functions.Tests;

/// <summary>What the document is made from says everything, and says what is so.</summary>
public sealed partial class OpenApiTests
{
    [Fact]
    public void Says_of_every_http_function_what_it_answers() =>
        Assert.Empty(ApiFunction.All.Where(function => function.Answers.Count == 0).Select(function => $"{function.Name} lacks [Answers]"));

    [Fact]
    public void Says_what_a_function_takes_that_reads_a_body()
    {
        foreach (var (path, text) in Source.All("src/Functions", "*.cs"))
        {
            if (ApiFunction.All.FirstOrDefault(function => function.Name == Path.GetFileNameWithoutExtension(path)) is not { } function)
                continue;
            var reads = text.Contains("Body.Read", StringComparison.Ordinal) || text.Contains("MergePatch.Read", StringComparison.Ordinal);
            Assert.True(reads == function.Takes is not null, $"{function.Name} and its [Takes] disagree on whether there is a body.");
            Assert.True(
                text.Contains("ReadOptional", StringComparison.Ordinal) == (function.Takes?.Optional ?? false),
                $"{function.Name} and its [Takes] disagree on whether the body is optional.");
        }
    }

    [Fact]
    public void Knows_the_status_of_every_refusal_in_the_source()
    {
        var refusals = Source.All("src", "*.cs").SelectMany(file => KindAndCode().Matches(file.Text))
            .Select(match => (Kind: Enum.Parse<RefusalKind>(match.Groups["kind"].Value), Code: match.Groups["code"].Value)).Distinct().ToList();

        Assert.True(refusals.Count > 15, "The pattern of this test no longer finds the refusals.");
        Assert.All(refusals, refusal => Assert.True(
            Problems.StatusOf(refusal.Kind) == CommonRefusals.StatusOf(refusal.Code),
            $"CommonRefusals says {CommonRefusals.StatusOf(refusal.Code)} of {refusal.Code}, the code {refusal.Kind}."));
        Assert.All(ApiFunction.All.SelectMany(function => function.Refusals), code => Assert.NotEmpty(Messages.Title(code).English));
    }

    [Fact]
    public void Says_what_every_function_does() =>
        Assert.Empty(ApiFunction.All.Where(function => XmlDocs.Of(function.Run.DeclaringType!) is null).Select(function => function.Name));

    [Fact]
    public async Task Passes_a_public_validator()
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Source.PathOf("."),
        };
        foreach (var word in "node_modules/@redocly/cli/bin/cli.js lint --format=json --config=docs/redocly.yaml docs/openapi.json".Split(' '))
            start.ArgumentList.Add(word);
        (start.Environment["REDOCLY_TELEMETRY"], start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"]) = ("off", "true");
        using var linter = Process.Start(start)!;
        var said = await Task.WhenAll(
            linter.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            linter.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.True(said[0].StartsWith('{'), $"The validator said nothing; is it installed (npm ci)? {said[1]}");
        Assert.True(JsonNode.Parse(said[0])!["problems"]!.AsArray().Count == 0, said[0]);
    }

    [GeneratedRegex(
        """(?:RefusalKind\.(?<kind>\w+),|Refusal\.(?<kind>Conflict|NotFound|Forbidden)\(|\b(?<kind>Unauthenticated)\()\s*"(?<code>[a-z-]+)\b""")]
    private static partial Regex KindAndCode();
}
