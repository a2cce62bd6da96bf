using Outreach.Domain.Activities;

namespace Outreach.Web.Texts;

/// <summary>What people call those whom an activity is for.</summary>
public static class AudienceNames
{
    public static Bilingual Of(Audience audience) => audience switch
    {
        Audience.Volunteers => new("志愿者", "Volunteers"),
        Audience.PartyMembers => new("党员", "Party members"),
        Audience.Students => new("学生", "Students"),
        _ => new("所有人", "Everybody"),
    };
}
