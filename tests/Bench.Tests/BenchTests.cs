using System.Text.Json.Nodes;
using Outreach.Tests;

namespace Outreach.Bench.Tests;

/// <summary>Each bench in a tiny size: that it still runs and says what it should, not how fast.</summary>
public sealed class BenchTests
{
    [Theory]
    [InlineData("check-in", "ratio", "p99Ratio")]
    [InlineData("sign-up", "ratio")]
    [InlineData("night", "ratio", "incremental")]
    [InlineData("page", "facts", "p95", "reads")]
    [InlineData("cost", "calls")]
    public async Task Ends_with_one_object_of_its_numbers(string name, params string[] numbers)
    {
        using var bench = ChildProgram.Start("Outreach.Bench.dll", [name, "--scale", "0.01"]);
        var last = JsonNode.Parse("{" + await bench.Prints("{"))!.AsObject();
        Assert.Equal(0, await bench.Ends());
        Assert.EndsWith("}", bench.Output, StringComparison.Ordinal);
        Assert.Equal(["bench", .. numbers], last.Select(member => member.Key));
        Assert.Equal(name, last["bench"]!.GetValue<string>());
        Assert.All(numbers, number => Assert.True(last[number]!.GetValue<double>() > 0));
    }

    [Fact]
    public async Task Loads_a_host_without_an_error_and_says_what_it_holds_on_to()
    {
        using var bench = ChildProgram.Start("Outreach.Bench.dll", ["load", "--scale", "0.01", "--arrivals", "30/s", "--minutes", "0.05"]);
        var last = JsonNode.Parse("{" + await bench.Prints("{"))!.AsObject();
        Assert.Equal(0, await bench.Ends());
        Assert.Equal(
            ["bench", "arrivals", "p99", "errors", "starvations", "gaveWay", "at", "live", "memoryGrowth"], last.Select(member => member.Key));
        Assert.Equal(30, last["arrivals"]!.GetValue<double>());
        Assert.Equal(0, last["errors"]!.GetValue<int>());
        Assert.True(last["live"]!.GetValue<double>() > 0);
    }

    [Fact]
    public async Task Measures_the_decisions_and_whole_requests()
    {
        using var bench = ChildProgram.Start("Outreach.Bench.dll", ["micro", "--scale", "0.01"]);
        await bench.Prints("| 'POST /api/activities/{id}/check-ins'");
        Assert.Equal(0, await bench.Ends());
    }

    [Fact]
    public async Task Loses_nothing_that_was_acknowledged_while_two_hosts_were_killed_and_their_store_failed_them()
    {
        using var bench = ChildProgram.Start("Outreach.Bench.dll", ["faults", "--seconds", "30", "--seed", "3"]);
        await bench.Prints("{");
        var code = await bench.Ends();
        Assert.True(code == 0, bench.Output + bench.Errors);
        Assert.EndsWith("""{"bench":"faults","seed":3,"lost":0,"duplicated":0,"overfilled":0,"drift":0}""", bench.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Measures Outreach against the plain store", "")]
    [InlineData(1, "", "There is no bench marathon: --help lists them all.", "marathon")]
    [InlineData(1, "", "--seconds takes a number from 10 to 900.", "faults", "--seconds", "901")]
    [InlineData(1, "", "--scale takes a number above 0, not \"tiny\".", "night", "--scale", "tiny")]
    public async Task Says_in_a_sentence_what_is_wrong_with_the_command_line(int code, string output, string errors, params string[] arguments)
    {
        using var bench = ChildProgram.Start("Outreach.Bench.dll", code == 0 ? ["--help"] : arguments);
        Assert.Equal(code, await bench.Ends());
        Assert.StartsWith(output, bench.Output, StringComparison.Ordinal);
        Assert.Equal(errors, bench.Errors);
    }
}
