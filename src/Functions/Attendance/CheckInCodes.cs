using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>The codes shown at the door, with the app's key for them.</summary>
public sealed class CheckInCodes(KeyRing keys, TimeProvider clock)
{
    private readonly byte[] _key = keys.DeriveFor("check-in-codes");

    public CheckInCode Issue(ActivityId activity, CheckInKind kind) => CheckInCode.Issue(_key, activity, kind, clock.GetUtcNow());

    /// <summary>Whether a code as sent is right for an activity now; refused with <c>code-expired</c> otherwise.</summary>
    public Result<CheckInCode> Check(string? text, ActivityId activity, CheckInKind kind) =>
        CheckInCode.Check(_key, text, activity, kind, clock.GetUtcNow());
}
