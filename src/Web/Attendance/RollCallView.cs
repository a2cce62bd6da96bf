using Outreach.Domain.Activities;
using Outreach.Web.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>The list to call the roll by.</summary>
/// <param name="Recorded">How many lines of a roll call were just taken; null where none was.</param>
public sealed record RollCallView(Activity Activity, IReadOnlyList<PersonLine> People, int? Recorded) : PageView(typeof(RollCallPage))
{
    public override Bilingual Title => new("点名", "Roll call");

    public override string Path => $"/organise/{Activity.Id}/roll-call";

    public override string? Script => TakesRollCall ? "roll-call.js" : null;

    public bool TakesRollCall => Activity.Status == ActivityStatus.Published;
}
