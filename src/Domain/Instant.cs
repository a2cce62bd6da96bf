using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Domain;

/// <summary>Reads instants as clients send them.</summary>
public static partial class Instant
{
    /// <summary>
    /// ISO 8601 with an offset, such as <c>2023-02-07T09:00:00+08:00</c> or with <c>Z</c>; seconds and fractions may be left out;
    /// years 2000 to 2999. The result is in UTC.
    /// </summary>
    public static Result<DateTimeOffset> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) &&
            instant.UtcDateTime.Year is >= 2000 and < 3000
                ? instant.ToUniversalTime()
                : Refusal.Invalid("instant-form");
    }

    /// <summary>An instant as a client would send it.</summary>
    public static string Of(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})\z")]
    private static partial Regex Form();
}
