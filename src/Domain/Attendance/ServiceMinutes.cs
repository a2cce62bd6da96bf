using System.Globalization;

namespace Outreach.Domain.Attendance;

/// <summary>Time given, in whole minutes, never negative. Shown in hours to one decimal (Order 67 counts hours and knows no rounding rule).</summary>
public sealed record ServiceMinutes
{
    public static readonly ServiceMinutes Zero = new(0);

    private ServiceMinutes(long value) => Value = value;

    public long Value { get; }

    /// <summary>Hours to one decimal, cut off and not rounded up: nobody is shown time that was not given.</summary>
    public string Hours => (Value * 10 / 60 / 10m).ToString("0.0", CultureInfo.InvariantCulture);

    public static Result<ServiceMinutes> Of(long minutes) =>
        minutes >= 0 ? new ServiceMinutes(minutes) : Refusal.Invalid("out-of-range", "", 0, long.MaxValue);

    /// <summary>The whole minutes from one instant to another; none when the second is not after the first.</summary>
    public static ServiceMinutes Between(DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? Zero : new ServiceMinutes((to - from).Ticks / TimeSpan.TicksPerMinute);

    public static ServiceMinutes operator +(ServiceMinutes left, ServiceMinutes right) => new(checked(left.Value + right.Value));

    public static ServiceMinutes Add(ServiceMinutes left, ServiceMinutes right) => left + right;

    public override string ToString() => $"{Value} min";
}
