using System.Globalization;

namespace Outreach.Domain;

/// <summary>Reads civil dates as clients send them: <c>yyyy-MM-dd</c>, years 1900 to 2999.</summary>
public static class CivilDate
{
    public static Result<DateOnly> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) &&
            date.Year is >= 1900 and < 3000
                ? date
                : Refusal.Invalid("date-form");
    }

    public static string Of(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
