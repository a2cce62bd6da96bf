using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Functions.Hosting;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What holds for every function and every file, read from the assembly and the source.</summary>
public sealed partial class HouseRulesTests
{
    private static readonly Assembly App = typeof(OutreachServices).Assembly;

    private static readonly IReadOnlyList<MethodInfo> Functions =
        [.. App.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)];

    [Fact]
    public void Says_of_every_http_function_who_may_call_it()
    {
        var open = Functions.Where(IsHttp).Where(method => method.GetCustomAttribute<AccessAttribute>() is null).Select(NameOf);
        Assert.True(!open.Any(), $"Nothing says who may call {string.Join(", ", open)}: give Run [Anyone], [SignedIn] or [Staff(Role.…)].");
        Assert.Empty(Functions.Where(method => !IsHttp(method) && method.GetCustomAttribute<AccessAttribute>() is not null).Select(NameOf));
    }

    [Fact]
    public void Keeps_every_function_within_what_the_worker_accepts()
    {
        foreach (var method in Functions)
        {
            Assert.True(method.DeclaringType!.IsPublic && method.DeclaringType.IsSealed, $"{NameOf(method)} is not public and sealed.");
            Assert.Equal(NameOf(method), method.DeclaringType.Name);
            Assert.Equal("Run", method.Name);
            Assert.True(
                method.ReturnType == typeof(Task) || method.ReturnType == typeof(Task<IResult>), $"{NameOf(method)} returns {method.ReturnType}.");
            Assert.All(method.GetParameters(), parameter => Assert.True(
                parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(HttpRequest) ||
                parameter.ParameterType == typeof(CancellationToken) || parameter.ParameterType == typeof(TimerInfo),
                $"{NameOf(method)} takes {parameter.ParameterType}."));
        }
    }

    [Fact]
    public void Declares_in_the_workers_contract_nothing_that_no_function_uses()
    {
        var declared = App.GetTypes().Where(type => type.Namespace == "Microsoft.Azure.Functions.Worker").ToList();
        var parameters = Functions.SelectMany(method => method.GetParameters()).ToList();
        var attributes = Functions.SelectMany(method => method.CustomAttributes).Concat(parameters.SelectMany(p => p.CustomAttributes)).ToList();
        var values = attributes.SelectMany(a => a.ConstructorArguments.Concat(a.NamedArguments.Select(named => named.TypedValue))).ToList();
        var source = Source.All("src/Functions", "*.cs").Where(file => !file.Path.EndsWith("WorkerContract.cs", StringComparison.Ordinal)).ToList();

        foreach (var type in declared)
        {
            if (type.IsEnum)
                Assert.All(Enum.GetValues(type).Cast<object>(), value => Assert.Contains(
                    values, v => v.ArgumentType == type && Convert.ToInt32(v.Value, null) == (int)value));
            else if (type.IsSubclassOf(typeof(Attribute)))
                Assert.All(type.GetProperties().Where(p => p.CanWrite), property => Assert.Contains(
                    attributes, a => a.AttributeType == type && a.NamedArguments.Any(n => n.MemberName == property.Name)));
            else
                Assert.All(type.GetProperties(), property => Assert.Contains(
                    source, file => file.Text.Contains($".{property.Name}", StringComparison.Ordinal)));
            var isUsed = type.IsEnum || attributes.Any(a => a.AttributeType == type) || parameters.Any(p => p.ParameterType == type);
            Assert.True(isUsed, $"{type.Name} is not used.");
        }
    }

    [Fact]
    public void Has_a_sentence_in_both_languages_for_every_refusal_in_the_source()
    {
        var files = Source.All("src/Domain", "*.cs").Concat(Source.All("src/Functions", "*.cs")).ToList();
        var titles = files.SelectMany(file => RefusalCode().Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct().ToList();
        var rules = files.SelectMany(file => RuleCode().Matches(file.Text))
            .SelectMany(match => match.Groups.Values.Skip(1)).Where(group => group.Success).Select(group => group.Value).Distinct().ToList();

        Assert.True(titles.Count > 15 && rules.Count > 40, "The patterns of this test no longer find the refusals.");
        Assert.All(titles, code => Assert.NotEqual(Messages.Title(code).Chinese, Messages.Title(code).English));
        Assert.All(rules, rule => Assert.NotEqual(Messages.Rule(rule).Chinese, Messages.Rule(rule).English));
    }

    [Fact]
    public void Leaves_no_place_of_a_sentence_open_that_is_answered_with() => Assert.DoesNotContain(
        Source.All("src/Functions", "*.cs"), file => file.Text.Contains("Messages.Rule(", StringComparison.Ordinal));

    [Fact]
    public void Builds_keys_in_one_place() => Assert.DoesNotContain(
        Source.All("src/Functions", "*.cs"),
        file => file.Text.Contains("new RowKey(", StringComparison.Ordinal) && !file.Path.EndsWith("FoldRequests.cs", StringComparison.Ordinal));

    [Fact]
    public void Keeps_lines_within_what_the_editor_is_told()
    {
        const int Most = 150; // As in .editorconfig, which no formatter holds code to.
        string[] folders = ["src", "tests", "bench"];
        string[] patterns = ["*.cs", "*.razor", "*.js"];
        var files = folders.SelectMany(folder => patterns.SelectMany(pattern => Source.All(folder, pattern)))
            .Where(file => !file.Path.EndsWith("charts.js", StringComparison.Ordinal)).ToList(); // A bundle.
        var longer = files.SelectMany(file => file.Text.ReplaceLineEndings("\n").Split('\n')
            .Select((line, i) => (line.Length, At: $"{file.Path}:{i + 1}")).Where(line => line.Length > Most).Select(line => line.At)).ToList();

        Assert.True(files.Count > 700, "This test no longer finds the source.");
        Assert.True(longer.Count == 0, $"Longer than {Most} characters:\n{string.Join('\n', longer)}");
    }

    private static bool IsHttp(MethodInfo method) => method.GetParameters().Any(p => p.GetCustomAttribute<HttpTriggerAttribute>() is not null);

    private static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    [GeneratedRegex("""
        (?:Refusal\.(?:Conflict|NotFound|Forbidden)|new\ Refusal\(RefusalKind\.\w+,|new\(RefusalKind\.\w+,|Unauthenticated)
        \(?\s*"([a-z-]+)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex RefusalCode();

    [GeneratedRegex("""
        Refusal\.Invalid\((?:[^",]*\?\ )?"([a-z0-9-]+)"(?:\ :\ "([a-z0-9-]+)")?
        | fields\.Require\([^;]*?,\ (?:\$?"[^"]*"|\w+),\ "([a-z0-9-]+)"
        | new\ (?:ImportError\([^,]+,\ "\w+"|FieldError\("\w+"),\ "([a-z0-9-]+)"
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex RuleCode();
}
