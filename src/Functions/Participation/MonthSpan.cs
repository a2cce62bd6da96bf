using Outreach.Domain;

namespace Outreach.Functions.Participation;

/// <summary>A span of months, both inclusive, at most <see cref="Most"/>.</summary>
internal sealed record MonthSpan
{
    public const int Most = 12;

    private MonthSpan(Month from, Month to) => (From, To) = (from, to);

    public Month From { get; }

    public Month To { get; }

    public IEnumerable<Month> Months
    {
        get
        {
            for (var month = From; month <= To; month = month.Next)
                yield return month;
        }
    }

    /// <summary>Refused where the last lies before the first, or too far behind it.</summary>
    /// <param name="field">What names the last one.</param>
    public static Result<MonthSpan> Between(Month first, Month last, string field) =>
        first <= last && last.Start < first.Start.AddMonths(Most)
            ? new MonthSpan(first, last)
            : Refusal.Invalid("range-of-months", field, Most);

    /// <summary>The year that ends with a month.</summary>
    public static MonthSpan YearTo(Month last)
    {
        var first = last;
        for (var i = 1; i < Most; i++)
            first = first.Previous;
        return new MonthSpan(first, last);
    }

    /// <summary>As a query says it: the present month where it names none, and one month where it names one.</summary>
    public static Result<MonthSpan> Parse(string? from, string? to, Month present)
    {
        var fields = new Fields();
        var last = string.IsNullOrEmpty(to) ? present : fields.Take("month", Month.Parse(to));
        var first = string.IsNullOrEmpty(from) ? last : fields.Take("from", Month.Parse(from));
        return fields.Refusal is { } refusal ? refusal : Between(first, last, "month");
    }
}
