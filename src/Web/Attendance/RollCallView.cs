using Outreach.Domain.Activities;
using Outreach.Web.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>The list to call the roll by.</summary>
/// <param name="IsOver">Whether the activity is over: then whoever is called was there for the whole time, which no device can note of now.</param>
/// <param name="Recorded">How many lines of a roll call were just taken; null where none was.</param>
public sealed record RollCallView(Activity Activity, IReadOnlyList<PersonLine> People, bool IsOver, int? Recorded) : PageView(typeof(RollCallPage))
{
    /// <summary>Of whom no call was taken.</summary>
    public IReadOnlyList<UntakenLine> Untaken { get; init; } = [];

    public override Bilingual Title => new("点名", "Roll call");

    public override string Path => $"/organise/{Activity.Id}/roll-call";

    public override string? Script => TakesRollCall && !IsOver ? "roll-call.js" : null;

    public bool TakesRollCall => Activity.Status == ActivityStatus.Published;
}

/// <param name="Name">Null where nobody is left behind the id.</param>
public sealed record UntakenLine(string? Name, string Why);
