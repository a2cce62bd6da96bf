using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>The activities of the areas that somebody organises.</summary>
/// <param name="Areas">Where: each area that a role was given on, with what there is below it.</param>
/// <param name="State">The only state that is listed, as the address names it; empty for all.</param>
/// <param name="Next">Where the list goes on; null at the end.</param>
public sealed record OrganisedListView(
    IReadOnlyList<AreaChoice> Areas, string Area, string State, string From, string To,
    IReadOnlyList<ActivityCard> Drafts, IReadOnlyList<ActivityCard> Found, string? Next) : PageView(typeof(OrganisedListPage))
{
    public override Bilingual Title => new("组织活动", "Run activities");
}
