using Outreach.Domain.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>A search for activities and what it found.</summary>
/// <param name="Areas">What can be chosen, the district first, each under its parent.</param>
/// <param name="Wanted">What is searched for, as it stands in the address.</param>
/// <param name="Next">Where the list goes on; null at the end.</param>
public sealed record ActivityListView(
    IReadOnlyList<AreaChoice> Areas, ActivitySearchForm Wanted, IReadOnlyList<ActivityCard> Found, string? Next) : PageView(typeof(ActivityListPage))
{
    public override Bilingual Title => new("志愿活动", "Activities");
}

/// <param name="Mine">Only what the visitor could sign up for now.</param>
public sealed record ActivitySearchForm(string Area, string From, string To, string Category, bool Mine);

/// <param name="IsOpen">Whether one may sign up for it now, if only to wait for a place.</param>
public sealed record ActivityCard(
    string Id, string Title, string Category, string Organiser, string Venue, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    ActivityStatus Status, bool IsOpen)
{
    /// <summary>What the visitor has on it; null for nothing, and where the list does not tell.</summary>
    public SignUpStatus? Mine { get; init; }
}
