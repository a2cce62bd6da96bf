using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>Who may take part in an activity: its audience, age and skills (tasks match age and ability: Regulation 2017 Art 15).</summary>
public static class Eligibility
{
    /// <summary>Below this age (in years) somebody counts as a student, whatever the register knows of a school.</summary>
    public const int AgeOfMajority = 18;

    /// <summary>Why a person may not take part, or null when they may.</summary>
    public static Refusal? Refuses(ActivityPlan plan, Applicant who)
    {
        if (!IsInAudience(plan, who))
            return Refusal.Conflict("not-in-audience");
        if (plan.MinimumAge is { } age and > 0)
        {
            if (who.BirthDate is not { } born)
                return Refusal.Conflict("birth-date-needed");
            if (!IsOfAge(born, age, plan))
                return Refusal.Conflict("too-young");
        }

        var missing = plan.SkillsNeeded.Except(who.Skills, StringComparer.OrdinalIgnoreCase).ToArray();
        return missing.Length == 0
            ? null
            : new Refusal(RefusalKind.Conflict, "skills-missing", [new FieldError("skills", "skills-missing", [string.Join("、", missing)])]);
    }

    /// <summary>
    /// Everybody here has registered and has a volunteer number, so "all" and "volunteers" come to the same. Students are children
    /// by their birth date on the day of the start and, where nobody wrote it down, by having a guardian.
    /// </summary>
    private static bool IsInAudience(ActivityPlan plan, Applicant who) => plan.Audience switch
    {
        Audience.PartyMembers => who.Who.PartyMember,
        Audience.Students => who.HasGuardian || (who.BirthDate is { } born && !IsOfAge(born, AgeOfMajority, plan)),
        _ => true,
    };

    /// <summary>Whether somebody has reached an age on the day on which an activity starts in Pingcheng.</summary>
    private static bool IsOfAge(DateOnly born, int years, ActivityPlan plan) => born.AddYears(years) <= CivilTime.DateOf(plan.StartsAt);
}
