using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>What an activity achieved beyond its participants.</summary>
/// <param name="Version">Of the results that the form was made from.</param>
/// <param name="IsSaved">Whether they were just taken.</param>
public sealed record ResultsView(Activity Activity, string Version, ResultsDraft Draft, bool IsSaved) : PageView(typeof(ResultsPage))
{
    public override Bilingual Title => new("宣传成效", "Results");
}
