using Outreach.Domain.Activities;

namespace Outreach.Web.Texts;

/// <summary>What people call the states of an activity.</summary>
public static class StatusNames
{
    public static Bilingual Of(ActivityStatus status) => status switch
    {
        ActivityStatus.Draft => new("草稿", "Draft"),
        ActivityStatus.Published => new("已发布", "Published"),
        ActivityStatus.Cancelled => new("已取消", "Called off"),
        _ => new("已结束", "Closed"),
    };
}
