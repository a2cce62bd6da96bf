using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Outreach.Bench.Faults;

namespace Outreach.Bench.Tests;

/// <summary>A run of faults is worth what its checks find: each is shown a store in which one thing is wrong.</summary>
public sealed class FaultCheckTests
{
    private const string SignUp = """{"who":{"person":"p1"},"status":"confirmed","order":1,"engagement":1}""";
    private const string Attendance = """
        {"who":{"person":"p1","number":0,"homeArea":"140213066005","partyMember":false},
         "checkedInAt":"2026-03-02T01:00:00+00:00","checkedOutAt":"2026-03-02T02:00:00+00:00"}
        """;

    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Subject s_subject = new("a1", "p1");
    private static readonly string[] s_codes = ["140213", "140213066", "140213066005"];

    private readonly Ledger _ledger = new();
    private readonly Dictionary<string, string> _rows = new()
    {
        ["activity"] = """
            {"id":"a1","plan":{"title":"stage 0","organiserArea":"140213066005","startsAt":"2026-03-02T01:00:00+00:00",
             "endsAt":"2026-03-02T03:00:00+00:00","capacity":1,"posts":[]},"status":"published"}
            """,
        ["sign-up:p1"] = SignUp,
        ["attendance:p1"] = Attendance,
    };

    private StoredFacts _stored;

    public FaultCheckTests()
    {
        _stored = new StoredFacts
        {
            Activities = [Activity("a1")],
            People =
            [
                Row("admin", "person", """{"name":"管理员"}"""), Row("p1", "person", """{"name":"王甲"}"""),
                Row("p1", "record:a1", """{"attended":true,"minutes":60}"""),
                Row("p1", "engagements:20260302", """{"all":[{"activity":"a1","number":1}]}"""),
            ],
            Calendar = [Row("140213:2026-03", "202603020100:a1", _rows["activity"])],
            Figures =
            [
                .. s_codes.Select(code => Figures("area", code, visits: 1)), .. s_codes.Select(code => Figures("home", code, visits: 1)),
            ],
        };
        (_ledger.Places[s_subject], _ledger.Asked[s_subject]) = ("confirmed", true);
        _ledger.Attendances[s_subject] = new ToldAttendance(s_start, s_start.AddHours(1), 60);
        _ledger.Activities["stage 0"] = new ToldActivity("a1", "stage 0", "published", 1);
        _ledger.People["王甲"] = "p1";
        (_ledger.AskedNames["stage 0"], _ledger.AskedNames["王甲"]) = (true, true);
    }

    [Fact]
    public void Find_nothing_where_all_is_as_it_was_told() => Assert.Empty(Find());

    [Fact]
    public void Find_a_check_in_that_is_lost()
    {
        _rows.Remove("attendance:p1");
        _stored = _stored with { Activities = [Activity("a1")] };
        Assert.Contains(Find(), finding => finding.StartsWith("lost: the attendance of p1 on a1", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_a_check_out_at_another_time_and_a_place_that_was_given_back()
    {
        _ledger.Attendances[s_subject] = new ToldAttendance(s_start, s_start.AddHours(1).AddSeconds(1), 60);
        _ledger.Places[s_subject] = "";
        Assert.Equal(["lost", "lost"], Find().Select(KindOf));
    }

    [Fact]
    public void Find_what_nobody_asked_for_and_what_is_there_twice()
    {
        _ledger.Asked.Clear();
        _stored = _stored with { People = [.. _stored.People, Row("p2", "person", """{"name":"王甲"}""")] };
        Assert.Equal(["duplicated", "duplicated", "duplicated"], Find().Select(KindOf));
    }

    [Fact]
    public void Find_more_people_than_places()
    {
        _rows["sign-up:p2"] = SignUp.Replace("confirmed", "offered", StringComparison.Ordinal);
        _stored = _stored with { Activities = [Activity("a1")] };
        Assert.Contains("overfilled: a1 has 2 on 1 places", Find());
    }

    [Fact]
    public void Find_places_at_the_same_time()
    {
        _rows["activity"] = _rows["activity"].Replace("stage 0", "stage 1", StringComparison.Ordinal);
        _stored = _stored with { Activities = [.. _stored.Activities, Activity("a2")] };
        Assert.Contains("duplicated: p1 holds places on a1 and a2 at the same time", Find());
    }

    [Fact]
    public void Find_figures_records_and_indexes_that_say_otherwise()
    {
        _stored = _stored with
        {
            Figures = [.. _stored.Figures.Skip(2), Figures("area", "140213", visits: 2)],
            People = [.. _stored.People.Where(row => row.RowKey == "person")],
            Calendar = [],
        };
        Assert.Equal(["drift", "drift", "drift", "drift", "drift"], Find().Select(KindOf));
    }

    private IReadOnlyList<string> Find()
    {
        var findings = new Findings();
        new FactCheck(_stored, _ledger, "admin", findings).Run();
        new FigureCheck(_stored, findings).Run();
        new IndexCheck(_stored, findings).Run();
        return [.. findings.All];
    }

    private StoredActivity Activity(string id) => new(id, _rows.ToDictionary(row => row.Key, row => JsonNode.Parse(row.Value)!));

    private static string KindOf(string finding) => finding.Split(':')[0];

    private static TableEntity Figures(string dimension, string code, int visits) => Row(
        $"{dimension}:2026-03:parent", code,
        $$"""{"activities":1,"visits":{{visits}},"people":1,"partyMembers":0,"creditMinutes":60,"makeUpMinutes":0}""");

    private static TableEntity Row(string partition, string key, string data) =>
        new(partition, key) { ["Data"] = JsonNode.Parse(data)!.ToJsonString() };
}
