using Microsoft.Extensions.Configuration;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Functions.Security;

namespace Outreach.Functions.Hosting;

/// <summary>
/// What districts decide for themselves, by settings. They are read when the app is put together: a wrong one ends the start and no
/// call later.
/// </summary>
internal static class DistrictRules
{
    /// <summary>What an offer may last at most, in minutes: a week.</summary>
    private const int LongestOffer = 7 * 24 * 60;

    /// <summary>People are checked out within a day of the end, or what they did would miss its night.</summary>
    private const int LongestGrace = 24 * 60;

    private const int MostHours = 100_000;

    public static OfferTerms Offers(IConfiguration configuration) =>
        Minutes(configuration, "Outreach:OfferMinutes", 1, LongestOffer) is { } longest ? new OfferTerms(longest) : OfferTerms.Default;

    public static CheckOutGrace Grace(IConfiguration configuration) =>
        Minutes(configuration, "Outreach:CheckOutGraceMinutes", 0, LongestGrace) is { } grace ? new CheckOutGrace(grace) : CheckOutGrace.Default;

    /// <summary>From which share of the activity's length, in per cent, time is credited.</summary>
    public static CreditTerms Credit(IConfiguration configuration) =>
        configuration.Number("Outreach:CreditFromPercent", 0, 100) is { } percent ? CreditTerms.Of(percent).Must() : CreditTerms.Default;

    /// <summary>The lists <c>Holidays</c> and <c>WorkedWeekends</c> of dates, which the State Council publishes every year.</summary>
    public static RecordingDeadline Deadline(IConfiguration configuration) => new(
        new WorkingCalendar(Dates(configuration, "Outreach:Calendar:Holidays"), Dates(configuration, "Outreach:Calendar:WorkedWeekends")));

    /// <summary>The hours of each star, ascending.</summary>
    public static Stars StarsOf(IConfiguration configuration)
    {
        const string Setting = "Outreach:StarHours";
        int[] hours =
        [
            .. configuration.GetSection(Setting).GetChildren().Select(hour => configuration.Number(hour.Path, 1, MostHours)).OfType<int>(),
        ];
        if (hours.Zip(hours.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new SettingException(Setting, "must list hours, each more than the one before");
        return hours.Length > 0 ? new Stars([.. hours]) : Stars.Default;
    }

    private static TimeSpan? Minutes(IConfiguration configuration, string setting, int least, int most) =>
        configuration.Number(setting, least, most) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    private static IEnumerable<DateOnly> Dates(IConfiguration configuration, string setting) =>
    [
        .. configuration.GetSection(setting).GetChildren().Select(date => CivilDate.Parse(date.Value).Match(
            day => day, _ => throw new SettingException(date.Path, "must be a date such as 2026-10-01"))),
    ];
}
