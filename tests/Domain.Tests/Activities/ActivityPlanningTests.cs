using Outreach.Domain.Activities;

namespace Outreach.Domain.Tests.Activities;

public sealed class ActivityPlanningTests
{
    private static readonly ActivityDraft Good = new(
        "垃圾不落地,共建文明城", "waste-sorting", "140213066005", "大同市机关事务管理局", new VenueDraft("重熙社区", 40.0763, 113.2983, 200),
        "2023-02-15T14:30:00+08:00", "2023-02-15T17:00:00+08:00", "all", 40, [new PostDraft("分类", 10)], ServiceCounts: true);

    [Fact]
    public void Takes_a_good_draft_and_closes_sign_up_at_the_end_by_default()
    {
        var plan = ActivityPlanning.Check(Good).Must();
        Assert.Equal(new DateTimeOffset(2023, 2, 15, 6, 30, 0, TimeSpan.Zero), plan.StartsAt);
        Assert.Equal(plan.EndsAt, plan.SignUpClosesAt);
        Assert.Equal(TimeSpan.FromMinutes(150), plan.Length);
    }

    public static TheoryData<ActivityDraft, string, string> Wrong => new()
    {
        { Good with { Title = " " }, "title", "required" },
        { Good with { Title = new string('字', 101) }, "title", "text-too-long" },
        { Good with { Category = "Waste" }, "category", "category-form" },
        { Good with { OrganiserArea = "14021" }, "organiserArea", "area-code-form" },
        { Good with { Venue = null }, "venue", "required" },
        { Good with { Venue = new VenueDraft() }, "venue.name", "required" },
        { Good with { Venue = Good.Venue! with { Latitude = 91 } }, "venue.latitude", "out-of-range" },
        { Good with { Venue = Good.Venue! with { Latitude = double.NaN } }, "venue.latitude", "out-of-range" },
        { Good with { Venue = Good.Venue! with { Longitude = null } }, "venue.longitude", "latitude-and-longitude-together" },
        { Good with { Venue = new VenueDraft("社区", RadiusMetres: 50) }, "venue.radiusMetres", "radius-needs-location" },
        { Good with { StartsAt = "2023-02-30T09:00:00+08:00" }, "startsAt", "instant-form" },
        { Good with { StartsAt = "2023-02-15T09:00:00" }, "startsAt", "instant-form" },
        { Good with { EndsAt = Good.StartsAt }, "endsAt", "end-before-start" },
        { Good with { EndsAt = "2023-06-15T17:00:00+08:00" }, "endsAt", "too-long" },
        { Good with { SignUpClosesAt = "2023-02-16T00:00:00+08:00" }, "signUpClosesAt", "after-the-end" },
        { Good with { Audience = "everyone" }, "audience", "one-of" },
        { Good with { Capacity = -1 }, "capacity", "out-of-range" },
        { Good with { Capacity = 0 }, "capacity", "out-of-range" },
        { Good with { MinimumAge = -1 }, "minimumAge", "out-of-range" },
        { Good with { ServiceCounts = null }, "serviceCounts", "required" },
        { Good with { Posts = [new PostDraft("门口", 0)] }, "posts[0].capacity", "out-of-range" },
        { Good with { Posts = [new PostDraft("门口", 1), new PostDraft("门口", 1)] }, "posts[1].name", "duplicate" },
        { Good with { Posts = [null!] }, "posts[0].name", "required" },
        { Good with { SkillsNeeded = ["急救", ""] }, "skillsNeeded[1]", "required" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Names_the_field_that_is_wrong(ActivityDraft draft, string field, string rule)
    {
        Assert.False(ActivityPlanning.Check(draft).TryGet(out _, out var refusal));
        Assert.Contains(refusal.Errors, error => error.Field == field && error.Rule == rule);
    }

    [Fact]
    public void Names_every_field_that_is_missing_at_once()
    {
        Assert.False(ActivityPlanning.Check(new ActivityDraft()).TryGet(out _, out var refusal));
        Assert.Equal(
            ["audience", "category", "endsAt", "organiserArea", "serviceCounts", "startsAt", "title", "venue"],
            refusal.Errors.Select(error => error.Field).Distinct().Order(StringComparer.Ordinal));
    }
}
