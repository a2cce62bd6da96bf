using System.Globalization;
using Outreach.Domain;

namespace Outreach.Web.Texts;

/// <summary>How instants and durations are written for people, in the district's time.</summary>
public static class Display
{
    private static readonly string[] ChineseDays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"];
    private static readonly string[] EnglishDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>As in 2023年2月7日 周二 09:00–11:30; the second date only where it is another.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset to, Language language) =>
        CivilTime.DateOf(from) == CivilTime.DateOf(to)
            ? $"{Date(CivilTime.DateOf(from), language)} {Clock(from)}–{Clock(to)}"
            : $"{Instant(from, language)} – {Instant(to, language)}";

    public static string Instant(DateTimeOffset instant, Language language) => $"{Date(CivilTime.DateOf(instant), language)} {Clock(instant)}";

    public static string Date(DateOnly date, Language language) => language == Language.English
        ? $"{EnglishDays[(int)date.DayOfWeek]} {date.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}"
        : $"{date.Year}年{date.Month}月{date.Day}日 {ChineseDays[(int)date.DayOfWeek]}";

    /// <summary>Hours to a tenth, halves up: 95 minutes are 1.6 (Order 67 Art 7 knows no rounding of what is kept; this is what is shown).</summary>
    public static string Hours(long minutes) => HoursOf(minutes).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The same hours as a number.</summary>
    public static decimal HoursOf(long minutes) => Math.Round(minutes / 60m, 1, MidpointRounding.AwayFromZero);

    /// <summary>As in 2023-02-07 09:05, for a cell of a file: in either language, and in order of time when it is sorted as a text.</summary>
    public static string Cell(DateTimeOffset instant) => $"{CivilDate.Of(CivilTime.DateOf(instant))} {Clock(instant)}";

    /// <summary>The time of day, with the date where it is not that of another instant.</summary>
    public static string Clock(DateTimeOffset instant, DateTimeOffset beside, Language language) =>
        CivilTime.DateOf(instant) == CivilTime.DateOf(beside) ? Clock(instant) : Instant(instant, language);

    /// <summary>
    /// An instant as a browser's field of date and time takes it, with no more of the seconds than there is;
    /// what is none stays as it was sent.
    /// </summary>
    public static string? Field(string? instant) =>
        DateTimeOffset.TryParse(instant, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToOffset(CivilTime.Offset).ToString(
                at.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture)
            : instant;

    /// <summary>What something is called, and what it is.</summary>
    public static string Labelled(string label, string text, Language language) =>
        language == Language.English ? $"{label}: {text}" : $"{label}：{text}";

    /// <summary>Sentences, or parts of one, behind each other.</summary>
    public static string Several(IEnumerable<string> texts, Language language) => string.Join(language == Language.English ? "; " : "；", texts);

    /// <summary>The time of day, as in 09:05.</summary>
    public static string Clock(DateTimeOffset instant) =>
        instant.ToOffset(CivilTime.Offset).ToString("HH:mm", CultureInfo.InvariantCulture);
}
