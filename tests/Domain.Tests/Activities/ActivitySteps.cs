using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Activities;

/// <summary>One step of a schedule: what somebody does to an activity, in the program and in the model. It prints as what it is.</summary>
internal abstract record ActivityStep
{
    protected const string New = ", new";

    /// <summary>The code that hangs at the door whenever somebody checks in.</summary>
    protected static readonly Result<CheckInCode> Code = CheckInCode.Issue(new byte[32], ActivityId.Parse("a1").Must(), CheckInKind.In, Given.Start);

    /// <summary>Who does it, or to whom it is done; 0 for the organiser, the timer and time.</summary>
    internal virtual uint Person => 0;

    /// <summary>How long it takes until then.</summary>
    internal virtual TimeSpan Lasts => TimeSpan.Zero;

    /// <summary>Whether it is about places, and leaves none free that somebody waits for.</summary>
    internal virtual bool Settles => false;

    /// <summary>The program's decision, and what is said to who asked for it.</summary>
    public abstract Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now);

    public abstract (PlainActivity After, string Said) Do(PlainActivity model, DateTimeOffset now);

    protected static Result<Decision<string>> Say<T>(Result<Decision<T>> decision, Func<T, string> said) =>
        decision.Then<Decision<string>>(d => new Decision<string>(d.Facts, said(d.Answer)));

    protected static string Told(Place place) =>
        Kebab.Of(place.Status) + (place.Position is { } position ? $" at {position}" : "") + (place.IsNew ? New : "");
}

/// <summary>Signs up, takes an offered place, or asks again.</summary>
internal sealed record Comes(uint Who, string? Post) : ActivityStep
{
    internal override uint Person => Who;

    internal override bool Settles => true;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(Roster.SignUp(state, Given.Applicant(Who), Post, OfferTerms.Default, now), Told);

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.Comes(Who, Post, now);
}

/// <summary>Gives a place back, declines an offer, or leaves the line.</summary>
internal sealed record Leaves(uint Who) : ActivityStep
{
    internal override uint Person => Who;

    internal override bool Settles => true;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(Roster.Cancel(state, Given.Id(Who), OfferTerms.Default, now), Told);

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.Leaves(Who, now);
}

internal sealed record ChecksIn(uint Who) : ActivityStep
{
    internal override uint Person => Who;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(DoorDesk.CheckIn(state, Given.Id(Who), Code, null, now), done => done.IsNew ? "there" + New : "there");

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.ChecksIn(Who, now);
}

/// <summary>Is named in a roll call as having come at the start.</summary>
internal sealed record IsCalled(uint Who) : ActivityStep
{
    internal override uint Person => Who;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(RollCall.Record(state, Given.Person(Who), state.Plan.StartsAt, null, Given.Id(9), now), outcome =>
            outcome == RollCallOutcome.Recorded ? "there" + New : "there");

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.IsCalled(Who, now);
}

internal sealed record IsErased(uint Who) : ActivityStep
{
    internal override uint Person => Who;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now)
    {
        var (facts, after) = (new List<ActivityFact>(), state);
        while (Next() is { IsEmpty: false } next)
        {
            facts.AddRange(next);
            after = after.Apply(next);
        }

        return Decision<string>.Of("erased", [.. facts]);

        ImmutableArray<ActivityFact> Next() =>
            Departure.Next(after, Given.Id(Who), Given.Id(Who + PlainActivity.StandIn), OfferTerms.Default, now).Must().Facts;
    }

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.IsErased(Who, now);
}

/// <summary>Changes the plan, of which the rest stays as it is.</summary>
internal abstract record Replans : ActivityStep
{
    internal override bool Settles => true;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(PlanChanging.Change(state, Change(state.Plan), OfferTerms.Default, now), _ => "planned");

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.Replans(Change(model), now);

    protected abstract ActivityPlan Change(ActivityPlan plan);

    protected abstract PlainActivity Change(PlainActivity plan);
}

/// <param name="Places">In all; null for as many as come.</param>
internal sealed record SetsPlaces(int? Places) : Replans
{
    protected override ActivityPlan Change(ActivityPlan plan) => plan with { Capacity = Places };

    protected override PlainActivity Change(PlainActivity plan) => plan with { Places = Places };
}

/// <param name="Places">0 takes the post away.</param>
internal sealed record SetsPost(string Post, int Places) : Replans
{
    protected override ActivityPlan Change(ActivityPlan plan)
    {
        var others = plan.Posts.RemoveAll(post => post.Name == Post);
        return plan with { Posts = Places == 0 ? others : others.Add(new Post(Post, Places)) };
    }

    protected override PlainActivity Change(PlainActivity plan) =>
        plan with { Posts = Places == 0 ? plan.Posts.Remove(Post) : plan.Posts.SetItem(Post, Places) };
}

/// <param name="Minutes">How long before the end sign-up closes.</param>
internal sealed record MovesClose(int Minutes) : Replans
{
    protected override ActivityPlan Change(ActivityPlan plan) => plan with { SignUpClosesAt = plan.EndsAt.AddMinutes(-Minutes) };

    protected override PlainActivity Change(PlainActivity plan) => plan with { Closes = plan.Ends.AddMinutes(-Minutes) };
}

internal sealed record Publishes : ActivityStep
{
    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(Lifecycle.Publish(state), activity => Kebab.Of(activity.Status));

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.Publishes();
}

internal sealed record CallsOff : ActivityStep
{
    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(Lifecycle.Cancel(state), activity => Kebab.Of(activity.Status));

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.CallsOff();
}

internal sealed record Closes : ActivityStep
{
    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Say(Lifecycle.Close(state, now), activity => Kebab.Of(activity.Status));

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => model.Closed();
}

/// <summary>Lets time pass, and then the timer come by or not.</summary>
internal sealed record Passes(int Minutes, bool Timer) : ActivityStep
{
    internal override TimeSpan Lasts => TimeSpan.FromMinutes(Minutes);

    internal override bool Settles => Timer;

    public override Result<Decision<string>> Decide(ActivityState state, DateTimeOffset now) =>
        Timer ? Say(WaitingList.Decide(state, OfferTerms.Default, now), _ => "passed") : Decision<string>.Nothing("passed");

    public override (PlainActivity, string) Do(PlainActivity model, DateTimeOffset now) => (Timer ? model.Settled(now) : model, "passed");
}
