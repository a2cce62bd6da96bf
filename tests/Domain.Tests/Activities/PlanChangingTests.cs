using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Territory;

namespace Outreach.Domain.Tests.Activities;

public sealed class PlanChangingTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-1);
    private static readonly ActivityPlan Plan = Given.Plan(3, posts: [new Post("门口", 2), new Post("登记", 1)]);

    [Fact]
    public void Changes_everything_of_a_draft()
    {
        var changed = Plan with
        {
            OrganiserArea = AreaCode.Parse("140213053012").Must(),
            Audience = Audience.Students,
            ServiceCounts = false,
            StartsAt = Now,
            Posts = [],
        };
        var activity = Given.Draft(Plan).After(s => PlanChanging.Change(s, changed, OfferTerms.Default, Now)).Answer;
        Assert.Equal(changed, activity.Plan);
        Assert.Null(activity.FormerStarts);
    }

    [Fact]
    public void Writes_nothing_where_the_plan_says_what_it_said()
    {
        var state = Given.Published(Plan);
        var again = Plan with { Posts = [.. Plan.Posts], SkillsNeeded = [.. Plan.SkillsNeeded] };
        var decision = PlanChanging.Change(state, again, OfferTerms.Default, Now).Must();
        Assert.Empty(decision.Facts);
        Assert.Same(state.Activity, decision.Answer);
        Assert.Single(PlanChanging.Change(state, again with { Posts = [Plan.Posts[1], Plan.Posts[0]] }, OfferTerms.Default, Now).Must().Facts);
    }

    public static TheoryData<ActivityPlan, string?, string?> Changes => new()
    {
        { Plan with { Title = "新标题", MinimumAge = 16, Capacity = null, SignUpClosesAt = Now }, null, null },
        { Plan with { OrganiserArea = AreaCode.Parse("140213053012").Must() }, "organiserArea", "fixed-once-published" },
        { Plan with { Audience = Audience.PartyMembers }, "audience", "fixed-once-published" },
        { Plan with { ServiceCounts = false }, "serviceCounts", "fixed-once-published" },
        { Plan with { Capacity = 2 }, null, null },
        { Plan with { Capacity = 1 }, "capacity", "places-taken" },
        { Plan with { Posts = [new Post("门口", 1), new Post("登记", 1)] }, "posts", "post-taken" },
        { Plan with { Posts = [new Post("大门", 2), new Post("登记", 1)] }, "posts", "post-taken" },
        { Plan with { Posts = [new Post("门口", 2)] }, null, null },
        { Plan with { StartsAt = Given.Start.AddDays(1), EndsAt = Given.Start.AddDays(2) }, null, null },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Keeps_what_people_signed_up_for_and_everybody_who_holds_a_place(ActivityPlan changed, string? field, string? rule)
    {
        var state = Given.Published(Plan);
        for (var i = 1u; i <= 2; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), "门口", OfferTerms.Default, Now)).State;
        var decision = PlanChanging.Change(state, changed, OfferTerms.Default, Now);
        Assert.Equal(rule is null, decision.TryGet(out _, out var refusal));
        Assert.Equal((field, rule), (refusal?.Errors[0].Field, refusal?.Errors[0].Rule));
    }

    [Fact]
    public void Keeps_the_times_once_somebody_has_checked_in()
    {
        var state = Given.Published(Plan).After(
            s => RollCall.Record(s, Given.Person(1), Given.Start, null, Given.Person(9).Person, Given.Start.AddHours(1))).State;
        var moved = Plan with { EndsAt = Plan.EndsAt.AddHours(1) };
        Assert.Equal("fixed-once-attended", PlanChanging.Change(state, moved, OfferTerms.Default, Now).RefusedWith());
        Assert.True(PlanChanging.Change(state, Plan with { Title = "新标题" }, OfferTerms.Default, Now).TryGet(out _, out _));
    }

    [Fact]
    public void Offers_places_that_are_added_in_the_order_of_arrival()
    {
        var state = Given.Published(Given.Plan(1));
        for (var i = 1u; i <= 4; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Now)).State;
        state = state.After(s => PlanChanging.Change(s, s.Plan with { Capacity = 3 }, OfferTerms.Default, Now)).State;
        Assert.Equal([2u, 3u], state.Offers.Values.Select(p => state.SignUps[p].Who.Number));
        Assert.Equal([4u], state.Waiting.Values.Select(p => state.SignUps[p].Who.Number));
    }

    [Fact]
    public void Remembers_where_a_published_activity_stood_in_the_calendar()
    {
        ActivityState Move(ActivityState state, int days) => state.After(s => PlanChanging.Change(
            s, s.Plan with { StartsAt = Given.Start.AddDays(days), EndsAt = Given.Start.AddDays(9) }, OfferTerms.Default, Now)).State;
        var state = Move(Move(Given.Published(), 1), 2);
        Assert.Equal([Given.Start, Given.Start.AddDays(1)], state.Activity.FormerStarts!.Value);
        Assert.Equal([Given.Start.AddDays(1), Given.Start.AddDays(2)], Move(state, 0).Activity.FormerStarts!.Value);
    }

    [Fact]
    public void Does_not_change_what_is_closed_or_called_off() => Assert.Equal(
        "activity-closed", PlanChanging.Change(Given.Published().After(Lifecycle.Cancel).State, Plan, OfferTerms.Default, Now).RefusedWith());

    public static TheoryData<string?, string?, int, int, int> Copies => new()
    {
        // Start, end; and how many minutes after the old start the copy starts, ends and closes.
        { null, null, 0, 150, -60 },
        { "2023-02-22T14:30:00+08:00", null, 10_080, 10_230, 10_020 },
        { "2023-02-22T14:30:00+08:00", "2023-02-22T15:00:00+08:00", 10_080, 10_110, 10_020 },
        { null, "2023-02-15T14:40:00+08:00", 0, 10, -60 },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void Copies_a_plan_to_another_time(string? startsAt, string? endsAt, int starts, int ends, int closes)
    {
        var plan = Plan with { SignUpClosesAt = Given.Start.AddHours(-1), SkillsNeeded = ["急救"] };
        var copy = PlanChanging.Copy(plan, startsAt, endsAt).Must();
        Assert.Equal((starts, ends, closes), (Minutes(copy.StartsAt), Minutes(copy.EndsAt), Minutes(copy.SignUpClosesAt)));
        Assert.Equal(plan.Posts, copy.Posts);
        Assert.Equal(
            plan with { Posts = [], SkillsNeeded = [] },
            copy with { StartsAt = plan.StartsAt, EndsAt = plan.EndsAt, SignUpClosesAt = plan.SignUpClosesAt, Posts = [], SkillsNeeded = [] });

        // Sign-up that closed at the end closes at the end of the copy.
        var open = PlanChanging.Copy(Plan, startsAt, endsAt).Must();
        Assert.Equal(open.EndsAt, open.SignUpClosesAt);

        static int Minutes(DateTimeOffset instant) => (int)(instant - Given.Start).TotalMinutes;
    }

    /// <summary>Sign-up that was left to close with the end, as it does by default, follows an end that is moved; any other stays.</summary>
    [Theory]
    [InlineData(0, 48)]
    [InlineData(-60, -60)]
    public void Moves_the_close_of_sign_up_with_the_end_where_nobody_set_it(int closes, int movedTo)
    {
        var plan = Plan with { SignUpClosesAt = Plan.EndsAt.AddMinutes(closes) };
        var moved = ActivityPlanning.Check(ActivityDraft.Of(plan) with { EndsAt = Instant.Of(plan.EndsAt.AddMinutes(48)) }).Must();
        Assert.Equal(plan.EndsAt.AddMinutes(movedTo), moved.SignUpClosesAt);
        Assert.Equal(plan.SignUpClosesAt, ActivityPlanning.Check(ActivityDraft.Of(plan)).Must().SignUpClosesAt);
    }

    [Theory]
    [InlineData("2023-02-22", null, "startsAt", "instant-form")]
    [InlineData(null, "2023-02-15T14:30:00+08:00", "endsAt", "end-before-start")]
    [InlineData(null, "2024-02-15T14:30:00+08:00", "endsAt", "too-long")]
    public void Refuses_to_copy_to_a_time_that_is_none(string? startsAt, string? endsAt, string field, string rule)
    {
        Assert.False(PlanChanging.Copy(Plan, startsAt, endsAt).TryGet(out _, out var refusal));
        Assert.Equal((field, rule), (refusal.Errors[0].Field, refusal.Errors[0].Rule));
    }
}
