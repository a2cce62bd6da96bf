using Outreach.Domain.Activities;
using Outreach.Domain.Territory;

namespace Outreach.Bench;

/// <summary>What the benches plan: activities as a community has them every week.</summary>
internal static class Drafts
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(3);

    public static ActivityDraft Activity(AreaCode organiser, DateTimeOffset startsAt) => new(
        "垃圾不落地,共建文明城",
        "waste-sorting",
        organiser.Value,
        Venue: new VenueDraft("社区广场"),
        StartsAt: startsAt.ToString("O"),
        EndsAt: (startsAt + Length).ToString("O"),
        Audience: "all",
        ServiceCounts: true);
}
