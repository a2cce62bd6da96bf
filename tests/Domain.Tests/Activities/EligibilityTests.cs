using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.Activities;

public sealed class EligibilityTests
{
    // The start is 14:30 of 15 February 2023 in Pingcheng.
    private static readonly DateOnly OfAge = new(2005, 2, 15);
    private static readonly DateOnly DayTooYoung = new(2005, 2, 16);

    public static TheoryData<ActivityPlan, Applicant, string?> Cases => new()
    {
        { Given.Plan(), Given.Applicant(1), null },
        { Given.Plan(audience: Audience.Volunteers), Given.Applicant(1), null },
        { Given.Plan(audience: Audience.PartyMembers), Given.Applicant(1), "not-in-audience" },
        { Given.Plan(audience: Audience.PartyMembers), Given.Applicant(1, partyMember: true), null },
        { Given.Plan(audience: Audience.Students), Given.Applicant(1), "not-in-audience" },
        { Given.Plan(audience: Audience.Students), Given.Applicant(1, OfAge), "not-in-audience" },
        { Given.Plan(audience: Audience.Students), Given.Applicant(1, DayTooYoung), null },
        { Given.Plan(audience: Audience.Students), Given.Applicant(1, hasGuardian: true), null },
        { Given.Plan() with { MinimumAge = 18 }, Given.Applicant(1, OfAge), null },
        { Given.Plan() with { MinimumAge = 18 }, Given.Applicant(1, DayTooYoung), "too-young" },
        { Given.Plan() with { MinimumAge = 18 }, Given.Applicant(1), "birth-date-needed" },
        { Given.Plan() with { MinimumAge = 0 }, Given.Applicant(1), null },
        { Given.Plan() with { MinimumAge = 19, StartsAt = new(2024, 2, 14, 15, 59, 0, TimeSpan.Zero) }, Given.Applicant(1, OfAge), "too-young" },
        { Given.Plan() with { MinimumAge = 19, StartsAt = new(2024, 2, 14, 16, 0, 0, TimeSpan.Zero) }, Given.Applicant(1, OfAge), null },
        { Given.Plan() with { SkillsNeeded = ["急救", "English"] }, Given.Applicant(1, skills: ["english", "急救", "摄影"]), null },
        { Given.Plan() with { SkillsNeeded = ["急救", "English"] }, Given.Applicant(1, skills: "摄影"), "skills-missing" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Lets_take_part_whom_an_activity_is_for(ActivityPlan plan, Applicant who, string? refusal)
    {
        Assert.Equal(refusal, Eligibility.Refuses(plan, who)?.Code);
        var signedUp = Roster.SignUp(Given.Published(plan), who, null, OfferTerms.Default, Given.Start.AddDays(-1));
        Assert.Equal(refusal is null, signedUp.TryGet(out _, out _));
    }

    [Fact]
    public void Names_the_skills_that_are_missing()
    {
        var refusal = Eligibility.Refuses(Given.Plan() with { SkillsNeeded = ["急救", "驾驶", "摄影"] }, Given.Applicant(1, skills: "驾驶"))!;
        Assert.Equal("急救、摄影", Assert.Single(Assert.Single(refusal.Errors).Arguments));
    }
}
