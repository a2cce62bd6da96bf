using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>What became of a place that was offered to a visitor who did not take it.</summary>
internal static class LapsedText
{
    /// <param name="until">Until when it was held.</param>
    /// <param name="isOpen">Whether one may sign up again.</param>
    public static Bilingual Of(DateTimeOffset until, bool isOpen) => new(
        $"名额曾为您保留到 {Display.Instant(until, Language.Chinese)}，没有等到您确认，已不再保留。{(isOpen ? "可以重新报名。" : "")}",
        $"A place was held for you until {Display.Instant(until, Language.English)}; you did not take it, and it is yours no more." +
        (isOpen ? " You may sign up again." : ""));
}
