using Outreach.Domain.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>The form for a new activity.</summary>
/// <param name="Id">The id that the draft gets, so that the form sent twice makes one.</param>
/// <param name="Draft">What was filled in before, where something was wrong with it.</param>
public sealed record NewActivityView(string Id, IReadOnlyList<AreaChoice> Areas, ActivityDraft Draft) : PageView(typeof(NewActivityPage))
{
    public override Bilingual Title => new("新建活动", "New activity");
}
