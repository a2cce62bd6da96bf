using Outreach.Domain.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>The form for what is planned: of a new activity, or of one that stands.</summary>
/// <param name="Action">Where the form goes. It names the activity, so that the form sent twice makes one draft or one change.</param>
/// <param name="Draft">What stands, or what was filled in before where something was wrong with it.</param>
public sealed record PlanView(string Action, bool IsNew, IReadOnlyList<AreaChoice> Areas, ActivityDraft Draft) : PageView(typeof(PlanPage))
{
    public override Bilingual Title => IsNew ? new("新建活动", "New activity") : new("修改活动", "Change the activity");

    public override string Path => Action.Split('?')[0];

    public override string? Script => "plan.js";

    /// <param name="id">The id that the draft gets.</param>
    public static PlanView New(string id, IReadOnlyList<AreaChoice> areas, ActivityDraft draft) => new($"/organise/new?id={id}", true, areas, draft);

    /// <param name="of">Stands for the plan that the form was made from.</param>
    public static PlanView Edit(string id, string of, IReadOnlyList<AreaChoice> areas, ActivityDraft draft) =>
        new($"/organise/{id}/edit?of={Uri.EscapeDataString(of)}", false, areas, draft);
}
