using Outreach.Domain.Attendance;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>What hangs at the door: the code of the moment, and who has come.</summary>
/// <param name="Text">The code itself, for who types it in.</param>
/// <param name="SecondsLeft">How long the code is shown, at least 1.</param>
public sealed record DoorView(
    string ActivityId, string ActivityTitle, CheckInKind Kind, QrCode Code, string Text, int SecondsLeft, DoorCounts Counts)
    : PageView(typeof(DoorPage))
{
    public override Bilingual Title => Kind == CheckInKind.In ? new("扫码签到", "Scan to check in") : new("扫码签退", "Scan to check out");

    public override string Script => "door.js";

    /// <summary>Where no script shows the next code the page comes anew by itself.</summary>
    public override int? ReloadSeconds => SecondsLeft;
}

/// <param name="SignedUp">Who holds a place for certain.</param>
public sealed record DoorCounts(int SignedUp, int CheckedIn, int CheckedOut);
