using System.Buffers.Binary;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Domain.Tests;

/// <summary>States and people that tests start from.</summary>
internal static class Given
{
    public static readonly RecordingDeadline Deadline = new(WorkingCalendar.WeekdaysOnly);

    public static readonly DateTimeOffset Start = new(2023, 2, 15, 6, 30, 0, TimeSpan.Zero);

    public static ActivityPlan Plan(int? capacity = null, Audience audience = Audience.All, bool serviceCounts = true, params Post[] posts) => new(
        "垃圾不落地", Category.Parse("waste-sorting").Must(), AreaCode.Parse("140213066005").Must(), null, new Venue("重熙社区", null, null),
        Start, Start.AddHours(2.5), audience, capacity, [.. posts], Start.AddHours(2.5), null, [], null, serviceCounts);

    public static ActivityState Draft(ActivityPlan? plan = null) => ActivityState.Of(new Activity(
        ActivityId.Parse("a1").Must(), plan ?? Plan(), ActivityStatus.Draft, Person(9999).Person, Start.AddDays(-7)));

    public static ActivityState Published(ActivityPlan? plan = null)
    {
        var draft = Draft(plan);
        return draft.Apply(draft.Activity with { Status = ActivityStatus.Published });
    }

    public static Participant Person(uint number, string home = "140213066005", string? unit = null, bool partyMember = false)
    {
        var bytes = new byte[10];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new Participant(
            PersonId.FromBytes(bytes), number, AreaCode.Parse(home).Must(), unit is null ? null : UnitCode.Parse(unit).Must(), partyMember);
    }

    /// <summary>The same people, as they ask to take part.</summary>
    public static Applicant Applicant(
        uint number, DateOnly? birthDate = null, bool hasGuardian = false, bool partyMember = false, params string[] skills) =>
        new(Person(number, partyMember: partyMember), birthDate, hasGuardian, [.. skills]);

    public static PersonId Id(uint number) => Person(number).Person;

    /// <summary>A published activity that people were recorded at by a roll call, from its start to its end.</summary>
    public static ActivityState Attended(ActivityPlan? plan = null, params Participant[] people) =>
        people.Aggregate(Published(plan), (state, who) => state.After(s => RollCall.Record(
            s, who, s.Plan.StartsAt, s.Plan.EndsAt, Id(9), s.Plan.EndsAt.AddDays(1))).State);

    /// <summary>The state after a decision that must not be refused, and its answer.</summary>
    public static (ActivityState State, T Answer) After<T>(this ActivityState state, Func<ActivityState, Result<Decision<T>>> decide)
    {
        var decision = decide(state).Must();
        return (state.Apply(decision.Facts), decision.Answer);
    }

    /// <summary>The rule that an input breaks; null when it was accepted.</summary>
    public static string? Rule<T>(this Result<T> result)
        where T : notnull => result.Match<string?>(_ => null, refusal => Assert.Single(refusal.Errors).Rule);

    public static string RefusedWith<T>(this Result<Decision<T>> result) =>
        result.Match(decision => $"decided {decision.Answer}", refusal => refusal.Errors is [var error, ..] ? error.Rule : refusal.Code);
}
