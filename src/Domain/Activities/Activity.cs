using System.Collections.Immutable;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Domain.Activities;

/// <summary>Where an activity stands: a draft is its organisers' alone; a published one takes sign-ups; the last two are final.</summary>
public enum ActivityStatus
{
    Draft,
    Published,
    Cancelled,
    Closed,
}

/// <summary>Whom an activity is for.</summary>
public enum Audience
{
    All,
    Volunteers,
    PartyMembers,
    Students,
}

/// <summary>Where an activity takes place; with a location and a radius in metres, check-in is refused beyond it.</summary>
public sealed record Venue(string Name, Location? Location, int? RadiusMetres);

/// <summary>A task within an activity, with places of its own.</summary>
public sealed record Post(string Name, int Capacity);

/// <summary>What an organiser plans. Made by <see cref="ActivityPlanning"/>, which checks it.</summary>
/// <param name="StartsAt">Inclusive, UTC.</param>
/// <param name="EndsAt">Exclusive, UTC, after <paramref name="StartsAt"/>.</param>
/// <param name="Capacity">Places in all; null means as many as come.</param>
/// <param name="SignUpClosesAt">Sign-up is open before this instant; at the latest <paramref name="EndsAt"/>.</param>
/// <param name="ServiceCounts">False for what is participation but not volunteering, such as a school class (Order 67 Art 19).</param>
public sealed record ActivityPlan(
    string Title,
    Category Category,
    AreaCode OrganiserArea,
    string? CoOrganiser,
    Venue Venue,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    Audience Audience,
    int? Capacity,
    ImmutableArray<Post> Posts,
    DateTimeOffset SignUpClosesAt,
    int? MinimumAge,
    ImmutableArray<string> SkillsNeeded,
    string? RiskNotice,
    bool ServiceCounts)
{
    /// <summary>
    /// The share of the length, in per cent, that somebody has to be there for to be credited any time; 0 where all time counts.
    /// What a place sets (domain.md: under 60 % no hours) is written down with the plan, so that setting it anew changes nothing that was.
    /// </summary>
    public int CreditFromPercent { get; init; }

    /// <summary>Places in all, and where there are posts no more than theirs; null means as many as come.</summary>
    public int? Places => Posts.IsEmpty ? Capacity : (int)Math.Min(Posts.Sum(post => (long)post.Capacity), Capacity ?? int.MaxValue);

    public TimeSpan Length => EndsAt - StartsAt;

    /// <summary>The length in whole minutes: more time nobody can give.</summary>
    public long Minutes => ServiceMinutes.Between(StartsAt, EndsAt).Value;

    /// <summary>Whether it says the same as another, whose lists are others.</summary>
    public bool SaysTheSameAs(ActivityPlan other) =>
        this with { Posts = other.Posts, SkillsNeeded = other.SkillsNeeded } == other &&
        Posts.SequenceEqual(other.Posts) && SkillsNeeded.SequenceEqual(other.SkillsNeeded);
}

/// <summary>The header of an activity.</summary>
/// <param name="FormerStarts">When it was to start before it was moved, for who keeps it in order of its start; null when it never was.</param>
public sealed record Activity(
    ActivityId Id,
    ActivityPlan Plan,
    ActivityStatus Status,
    PersonId CreatedBy,
    DateTimeOffset CreatedAt,
    ImmutableArray<DateTimeOffset>? FormerStarts = null) : ActivityFact
{
    public override PersonId? Person => null;

    /// <summary>Whether one may sign up: it is published, and the time for that is not over.</summary>
    public bool TakesSignUps(DateTimeOffset now) => Status == ActivityStatus.Published && now < Plan.SignUpClosesAt;
}
