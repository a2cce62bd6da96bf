using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Outreach.Domain.Activities;

namespace Outreach.Domain.Attendance;

/// <summary>Whether a code is for coming or for leaving: neither serves for the other.</summary>
public enum CheckInKind
{
    In,
    Out,
}

/// <summary>
/// The code shown at the door: <c>activity.step.mac</c>, where a step is 30 seconds of Unix time and the mac is 12 characters
/// of HMAC-SHA256. At most 32 characters of a mini-program's scene alphabet. Who was not at the door has none that is right.
/// </summary>
public sealed record CheckInCode
{
    private const int StepSeconds = 30;
    private const int MacLength = 12;

    private static readonly Refusal Expired =
        new(RefusalKind.Invalid, "code-expired", [new FieldError("code", "code-expired", [])]);

    private CheckInCode(string value, long step)
    {
        Value = value;
        ExpiresAt = DateTimeOffset.FromUnixTimeSeconds((step + 1) * StepSeconds);
    }

    public string Value { get; }

    /// <summary>When the door shows the next code (exclusive). A phone may still send this one for another step.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The code of an activity at an instant.</summary>
    /// <param name="key">The secret that only the app knows.</param>
    public static CheckInCode Issue(ReadOnlySpan<byte> key, ActivityId activity, CheckInKind kind, DateTimeOffset now) =>
        AtStep(key, activity, kind, StepOf(now));

    /// <summary>
    /// The code, when it is the activity's of the present step, the one before or the one after. Anything else is refused with
    /// <c>code-expired</c>: a forged code learns no more than a late one.
    /// </summary>
    public static Result<CheckInCode> Check(ReadOnlySpan<byte> key, string? text, ActivityId activity, CheckInKind kind, DateTimeOffset now)
    {
        var sent = Encoding.UTF8.GetBytes(text is { Length: <= 64 } ? text : "");
        CheckInCode? right = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            var code = AtStep(key, activity, kind, step);
            if (CryptographicOperations.FixedTimeEquals(sent, Encoding.UTF8.GetBytes(code.Value)))
                right = code;
        }

        return right is null ? Expired : right;
    }

    /// <summary>Which activity a code as sent is for, right or not; refused with <c>code-expired</c> where it cannot be a code.</summary>
    public static Result<ActivityId> ActivityOf(string? text) =>
        text is { Length: <= 64 } && text.Split('.') is [var id, _, _] && ActivityId.Parse(id).TryGet(out var activity, out _) ? activity : Expired;

    public override string ToString() => "(a check-in code)";

    private static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    private static CheckInCode AtStep(ReadOnlySpan<byte> key, ActivityId activity, CheckInKind kind, long step)
    {
        var prefix = kind == CheckInKind.In ? "ci1" : "co1";
        var signed = string.Create(CultureInfo.InvariantCulture, $"{prefix}|{activity.Value}|{step}");
        var mac = Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)))[..MacLength];
        return new CheckInCode(string.Create(CultureInfo.InvariantCulture, $"{activity.Value}.{step}.{mac}"), step);
    }
}
