using System.Globalization;

namespace Outreach.LocalHost.Options;

/// <summary>What host.json says, with the platform's defaults. Settings named <c>AzureFunctionsJobHost:…</c> override it, as they do there.</summary>
/// <param name="Functions">The only functions to run; empty means all.</param>
internal sealed record HostSettings(
    string RoutePrefix, QueueSettings Queues, TimeSpan FunctionTimeout, IReadOnlyList<string> Functions, IConfiguration Logging)
{
    public static HostSettings Read(string contentRoot, IConfiguration configuration)
    {
        var file = Path.Combine(contentRoot, "host.json");
        if (!File.Exists(file))
            throw new StartupException($"There is no host.json in {contentRoot}.");

        try
        {
            var host = new ConfigurationBuilder().AddJsonFile(file).AddConfiguration(configuration.GetSection("AzureFunctionsJobHost")).Build();
            return new(
                host["extensions:http:routePrefix"] ?? "api",
                QueueSettings.Read(host.GetSection("extensions:queues")),
                host["functionTimeout"] is "-1" ? Timeout.InfiniteTimeSpan : Time(host, "functionTimeout", TimeSpan.FromMinutes(30)),
                [.. host.GetSection("functions").GetChildren().Select(name => name.Value!)],
                host.GetSection("logging"));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or OverflowException)
        {
            throw new StartupException($"{file} cannot be read: {exception.Message}", exception);
        }
    }

    public static TimeSpan Time(IConfiguration section, string name, TimeSpan otherwise) =>
        section[name] is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

/// <summary>The <c>extensions.queues</c> part of host.json.</summary>
internal sealed record QueueSettings(
    int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval, bool IsBase64)
{
    public static QueueSettings Read(IConfiguration section)
    {
        var batchSize = Number(section, "batchSize", 16, 1, 32);
        return new(
            batchSize,
            Number(section, "newBatchThreshold", batchSize / 2, 0, 1_000),
            Number(section, "maxDequeueCount", 5, 1, 1_000),
            HostSettings.Time(section, "visibilityTimeout", TimeSpan.Zero),
            HostSettings.Time(section, "maxPollingInterval", TimeSpan.FromMinutes(1)),
            section["messageEncoding"]?.ToUpperInvariant() switch
            {
                null or "BASE64" => true,
                "NONE" => false,
                _ => throw new FormatException($"messageEncoding is base64 or none, not {section["messageEncoding"]}."),
            });
    }

    private static int Number(IConfiguration section, string name, int otherwise, int lowest, int highest)
    {
        var number = section[name] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        return number >= lowest && number <= highest ? number : throw new FormatException($"{name} is from {lowest} to {highest}, not {number}.");
    }
}
