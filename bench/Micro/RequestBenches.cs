using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Attendance;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench.Micro;

/// <summary>One whole request after the other, over HTTP to the host in this process and down to Azurite where it has to.</summary>
[SuppressMessage("Design", "CA1001", Justification = "BenchmarkDotNet ends a class by its clean-up.")]
[HideColumns("Job", "Error", "StdDev", "IterationTime", "Toolchain", "IterationCount", "WarmupCount")]
public class RequestBenches
{
    /// <summary>How many check in: more than all iterations take.</summary>
    public static int People { get; set; }

    private Stage _stage = null!;
    private Calls _calls = null!;
    private Member[] _people = null!;
    private int _checkedIn;
    private ActivityId _activity = null!;
    private string _area = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _stage = await Stage.Open();
        _calls = new Calls(_stage.Address);
        _area = $"/api/areas/{_stage.Communities[0]}";
        _people = await new Crowd(_stage.Get<PeopleStore>(), _stage.Get<SessionStore>(), _stage.Communities).Take(People);
        _activity = await _stage.Publish(People);
        await _calls.Post([.. _people.Select(member => (member, $"/api/activities/{_activity}/sign-ups", "{}"u8.ToArray()))], 64);
        await _stage.Quiet();
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        _calls.Dispose();
        await _stage.DisposeAsync();
    }

    [Benchmark(Description = "GET /api/areas/{code}")]
    public Task ReadArea() => _calls.Get(_area);

    [Benchmark(Description = "POST /api/activities/{id}/check-ins")]
    public Task CheckIn() => _calls.PostOnce(
        _people[_checkedIn++],
        $"/api/activities/{_activity}/check-ins",
        JsonSerializer.SerializeToUtf8Bytes(new { code = _stage.Get<CheckInCodes>().Issue(_activity, CheckInKind.In).Value }));
}
