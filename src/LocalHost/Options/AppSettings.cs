using System.Text.RegularExpressions;

namespace Outreach.LocalHost.Options;

/// <summary>The app's configuration: local.settings.json, then the environment, then what the starter sets.</summary>
internal static partial class AppSettings
{
    /// <summary>The platform's name for the connection string of the host's own storage.</summary>
    public const string Storage = "AzureWebJobsStorage";

    public static IConfigurationBuilder AddAppSettings(
        this IConfigurationBuilder builder, string contentRoot, IReadOnlyDictionary<string, string?> settings) =>
        builder.AddInMemoryCollection(LocalSettings(contentRoot)).AddEnvironmentVariables().AddInMemoryCollection(settings);

    /// <summary>The name of the environment; on one machine that is Development unless the environment says otherwise.</summary>
    public static string EnvironmentName =>
        Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ??
        Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environments.Development;

    /// <summary>The settings that the program reads before there is a host.</summary>
    public static IConfiguration Read(string contentRoot) =>
        new ConfigurationBuilder().AddAppSettings(contentRoot, new Dictionary<string, string?>()).Build();

    /// <summary>Replaces each <c>%Name%</c> by the setting of that name.</summary>
    public static string Resolve(IConfiguration configuration, string text) =>
        Reference().Replace(text, match => configuration[match.Groups[1].Value] ??
            throw new StartupException($"A trigger names the setting {match.Groups[1].Value}, which is not set."));

    private static IEnumerable<KeyValuePair<string, string?>> LocalSettings(string contentRoot)
    {
        var file = Path.Combine(contentRoot, "local.settings.json");
        try
        {
            // The platform hands the values to the app as environment variables, where a double underscore stands for the colon.
            return [.. new ConfigurationBuilder().AddJsonFile(file, optional: true).Build().GetSection("Values").AsEnumerable(makePathsRelative: true)
                .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value))];
        }
        catch (InvalidDataException exception)
        {
            throw new StartupException($"{file} cannot be read: {exception.Message}", exception);
        }
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
