using BenchmarkDotNet.Attributes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Bench.Micro;

/// <summary>What one decision costs on an activity with many people: it must not grow with their number.</summary>
[HideColumns("Job", "Error", "StdDev", "IterationTime", "Toolchain", "IterationCount", "WarmupCount")]
public class DecisionBenches
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Key = new byte[32];
    private static readonly ActivityId Id = ActivityId.Parse("bench").Must();
    private static readonly AreaCode Community = AreaCode.Parse("140213066005").Must();

    private ActivityState _state = null!;
    private Applicant _newcomer = null!;
    private PersonId _expected = null!;
    private Participant _absent = null!;
    private Result<CheckInCode> _code = null!;

    [Params(0, 1_000, 10_000)]
    public int SignUps { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        var plan = ActivityPlanning.Check(Drafts.Activity(Community, Now)).Must();
        _state = ActivityState.Of(new Activity(Id, plan, ActivityStatus.Published, Crowd.Organiser, Now));
        _newcomer = Asks(SignUps + 1);
        _absent = Who(SignUps + 2);
        _expected = Who(0).Person;
        foreach (var number in Enumerable.Range(0, Math.Max(1, SignUps)))
            _state = _state.Apply(Roster.SignUp(_state, Asks(number), null, OfferTerms.Default, Now).Must().Facts);
        _code = CheckInCode.Check(Key, CheckInCode.Issue(Key, Id, CheckInKind.In, Now).Value, Id, CheckInKind.In, Now);
    }

    [Benchmark(Description = "Roster.SignUp")]
    public object SignUp() => Roster.SignUp(_state, _newcomer, null, OfferTerms.Default, Now);

    [Benchmark(Description = "DoorDesk.CheckIn")]
    public object CheckIn() => DoorDesk.CheckIn(_state, _expected, _code, null, Now);

    [Benchmark(Description = "RollCall.Record")]
    public object CallRoll() => RollCall.Record(_state, _absent, Now, null, Crowd.Organiser, Now);

    private static Applicant Asks(int number) => new(Who(number), null, HasGuardian: false, []);

    private static Participant Who(int number) => new(Crowd.IdOf(number), (uint)number, Community, null, false);
}
