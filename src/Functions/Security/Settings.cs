using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Outreach.Functions.Security;

/// <summary>Reads settings. One that is empty counts as not set.</summary>
internal static class Settings
{
    /// <summary>The text of a setting; null where it is not set.</summary>
    public static string? Text(this IConfiguration configuration, string setting) =>
        configuration[setting] is { Length: > 0 } text ? text : null;

    /// <summary>The whole number of a setting; null where it is not set.</summary>
    /// <exception cref="SettingException">It is no number from <paramref name="least"/> to <paramref name="most"/>, both inclusive.</exception>
    public static int? Number(this IConfiguration configuration, string setting, int least, int most)
    {
        if (configuration.Text(setting) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new SettingException(setting, $"must be a whole number from {least} to {most}");
    }

    /// <summary>Yes or no; null where it is not set.</summary>
    /// <exception cref="SettingException">It is neither.</exception>
    public static bool? Flag(this IConfiguration configuration, string setting)
    {
        if (configuration.Text(setting) is not { } text)
            return null;
        return bool.TryParse(text, out var flag) ? flag : throw new SettingException(setting, "must be true or false");
    }
}
