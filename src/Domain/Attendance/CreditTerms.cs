namespace Outreach.Domain.Attendance;

/// <summary>From which share of an activity's length time is credited, in activities that are entered from now on.</summary>
public sealed record CreditTerms
{
    /// <summary>All time counts, which is what most places do.</summary>
    public static readonly CreditTerms Default = new(0);

    private CreditTerms(int fromPercent) => FromPercent = fromPercent;

    /// <summary>0 to 100, inclusive.</summary>
    public int FromPercent { get; }

    public static Result<CreditTerms> Of(int fromPercent) =>
        fromPercent is >= 0 and <= 100 ? new CreditTerms(fromPercent) : Refusal.Invalid("out-of-range", "", 0, 100);
}
