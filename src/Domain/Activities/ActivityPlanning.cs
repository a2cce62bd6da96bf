using System.Collections.Immutable;
using Outreach.Domain.Territory;

namespace Outreach.Domain.Activities;

/// <summary>A venue as it was sent.</summary>
public sealed record VenueDraft(string? Name = null, double? Latitude = null, double? Longitude = null, int? RadiusMetres = null);

/// <summary>A post as it was sent.</summary>
public sealed record PostDraft(string? Name = null, int? Capacity = null);

/// <summary>An activity as it was sent; nothing of it is checked yet.</summary>
public sealed record ActivityDraft(
    string? Title = null,
    string? Category = null,
    string? OrganiserArea = null,
    string? CoOrganiser = null,
    VenueDraft? Venue = null,
    [Written("date-time")] string? StartsAt = null,
    [Written("date-time")] string? EndsAt = null,
    [OneOf<Audience>] string? Audience = null,
    int? Capacity = null,
    ImmutableArray<PostDraft>? Posts = null,
    [Written("date-time")] string? SignUpClosesAt = null,
    int? MinimumAge = null,
    ImmutableArray<string>? SkillsNeeded = null,
    string? RiskNotice = null,
    bool? ServiceCounts = null)
{
    /// <summary>
    /// What an organiser would send for a plan: the start of a change or a copy. Sign-up that closes with the end, as it does by default, is
    /// not said, so that it follows an end that is moved.
    /// </summary>
    public static ActivityDraft Of(ActivityPlan plan) => new(
        plan.Title,
        plan.Category.Value,
        plan.OrganiserArea.Value,
        plan.CoOrganiser,
        new VenueDraft(plan.Venue.Name, plan.Venue.Location?.Latitude, plan.Venue.Location?.Longitude, plan.Venue.RadiusMetres),
        Instant.Of(plan.StartsAt),
        Instant.Of(plan.EndsAt),
        Kebab.Of(plan.Audience),
        plan.Capacity,
        [.. plan.Posts.Select(post => new PostDraft(post.Name, post.Capacity))],
        plan.SignUpClosesAt == plan.EndsAt ? null : Instant.Of(plan.SignUpClosesAt),
        plan.MinimumAge,
        plan.SkillsNeeded,
        plan.RiskNotice,
        plan.ServiceCounts);
}

/// <summary>Turns what an organiser sent into a plan, or names every field that is wrong.</summary>
public static class ActivityPlanning
{
    /// <summary>The longest activity that may be planned; beyond it a year was mistyped.</summary>
    public static readonly TimeSpan LongestLength = TimeSpan.FromDays(31);

    /// <summary>The most places an activity or a post may have.</summary>
    public const int MostPlaces = 100_000;

    private const int MostPosts = 50;
    private const int MostSkills = 20;

    public static Result<ActivityPlan> Check(ActivityDraft draft)
    {
        var fields = new Fields();
        var title = fields.Take("title", Text.Parse(draft.Title, 100));
        var category = fields.Take("category", Category.Parse(draft.Category));
        var area = fields.Take("organiserArea", AreaCode.Parse(draft.OrganiserArea));
        var coOrganiser = fields.TakeOptional("coOrganiser", draft.CoOrganiser, t => Text.Parse(t, 100));
        var venue = CheckVenue(fields, draft.Venue);
        var (startsAt, endsAt, closesAt) = CheckTimes(fields, draft);
        var audience = fields.Take("audience", Kebab.Parse<Audience>(draft.Audience));
        fields.Require(draft.Capacity is null or (>= 1 and <= MostPlaces), "capacity", "out-of-range", 1, MostPlaces);
        fields.Require(draft.MinimumAge is null or (>= 0 and <= 100), "minimumAge", "out-of-range", 0, 100);
        fields.Require(draft.ServiceCounts is not null, "serviceCounts", "required");
        var posts = CheckPosts(fields, draft.Posts ?? []);
        var skills = CheckSkills(fields, draft.SkillsNeeded ?? []);
        var risk = fields.TakeOptional("riskNotice", draft.RiskNotice, t => Text.Parse(t, 1000));

        return fields.Refusal is { } refusal
            ? refusal
            : new ActivityPlan(
                title, category, area, coOrganiser, venue, startsAt, endsAt, audience, draft.Capacity, posts,
                closesAt, draft.MinimumAge, skills, risk, draft.ServiceCounts!.Value);
    }

    private static Venue CheckVenue(Fields fields, VenueDraft? draft)
    {
        if (draft is null)
        {
            fields.Require(false, "venue", "required");
            return null!;
        }

        var name = fields.Take("venue.name", Text.Parse(draft.Name, 100));
        fields.Require(draft.RadiusMetres is null or (>= 10 and <= 100_000), "venue.radiusMetres", "out-of-range", 10, 100_000);
        fields.Require(draft.Latitude is null == draft.Longitude is null, "venue.longitude", "latitude-and-longitude-together");
        fields.Require(draft.RadiusMetres is null || draft.Latitude is not null, "venue.radiusMetres", "radius-needs-location");
        var location = draft is { Latitude: { } latitude, Longitude: { } longitude }
            ? fields.Take("venue", Location.Of(latitude, longitude))
            : null;
        return new Venue(name, location, draft.RadiusMetres);
    }

    private static (DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset SignUpClosesAt) CheckTimes(Fields fields, ActivityDraft draft)
    {
        var startsAt = fields.TakeInstant("startsAt", draft.StartsAt);
        var endsAt = fields.TakeInstant("endsAt", draft.EndsAt);
        var closesAt = draft.SignUpClosesAt is null ? endsAt : fields.TakeInstant("signUpClosesAt", draft.SignUpClosesAt);
        if (startsAt is { } start && endsAt is { } end)
        {
            fields.Require(end > start, "endsAt", "end-before-start");
            fields.Require(end - start <= LongestLength, "endsAt", "too-long", (int)LongestLength.TotalDays);
        }

        if (closesAt > endsAt)
            fields.Require(false, "signUpClosesAt", "after-the-end");
        return (startsAt ?? default, endsAt ?? default, closesAt ?? default);
    }

    private static ImmutableArray<Post> CheckPosts(Fields fields, ImmutableArray<PostDraft> drafts)
    {
        fields.Require(drafts.Length <= MostPosts, "posts", "too-many", MostPosts);
        var posts = ImmutableArray.CreateBuilder<Post>();
        var names = new HashSet<string>();
        foreach (var (draft, i) in drafts.Take(MostPosts).Select((draft, i) => (draft, i)))
        {
            var name = fields.Take($"posts[{i}].name", Text.Parse(draft?.Name, 50));
            fields.Require(draft?.Capacity is >= 1 and <= MostPlaces, $"posts[{i}].capacity", "out-of-range", 1, MostPlaces);
            fields.Require(name is null || names.Add(name), $"posts[{i}].name", "duplicate");
            posts.Add(new Post(name!, draft?.Capacity ?? 0));
        }

        return posts.ToImmutable();
    }

    private static ImmutableArray<string> CheckSkills(Fields fields, ImmutableArray<string> texts)
    {
        fields.Require(texts.Length <= MostSkills, "skillsNeeded", "too-many", MostSkills);
        return [.. texts.Take(MostSkills).Select((text, i) => fields.Take($"skillsNeeded[{i}]", Text.Parse(text, 30)))];
    }
}
