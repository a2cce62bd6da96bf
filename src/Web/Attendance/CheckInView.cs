using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>Where the code at the door is typed in by who cannot scan it.</summary>
public sealed record CodeEntryView(CheckInKind Kind) : PageView(typeof(CodeEntryPage))
{
    public override Bilingual Title => Kind == CheckInKind.In
        ? new("输入签到码", "Type in the code for coming")
        : new("输入签退码", "Type in the code for leaving");

    public override string Path => Kind == CheckInKind.In ? "/check-in" : "/check-out";
}

/// <summary>What the code at the door leads to.</summary>
/// <param name="Code">As it was scanned.</param>
public sealed record CheckInView(Activity Activity, CheckInKind Kind, string Code) : PageView(typeof(CheckInPage))
{
    public override Bilingual Title => Kind == CheckInKind.In ? new("签到", "Check in") : new("签退", "Check out");

    public override string Path => $"/check-{(Kind == CheckInKind.In ? "in" : "out")}?code={Uri.EscapeDataString(Code)}";

    /// <summary>Whether one has to be at the venue: for coming, where the venue says where it is and how far it reaches.</summary>
    public bool AsksLocation => Kind == CheckInKind.In && Activity.Plan.Venue is { Location: not null, RadiusMetres: not null };

    public override string? Script => AsksLocation ? "check-in.js" : null;
}
