using System.Globalization;

namespace Outreach.LocalHost.Options;

/// <summary>What the program was told on its command line.</summary>
internal sealed record CommandLine
{
    public const string Help = """
        Runs Outreach on this machine.

          --sample <name>        load the sample district of that name first
          --port <number>        where to listen on the loopback address (default 7071; 0 takes a free port)
          --storage <string>     connection string of a store to use instead of Azurite
          --data <folder>        run an Azurite of its own on free ports, with its files in this folder
          --reset                delete what Azurite has kept before starting
          --admin-code <code>    the first admin's sign-in code, in Development only
          --rate-limits          apply the rate limits of production
          --help                 show this
        """;

    public string? Sample { get; private init; }

    public int Port { get; private init; } = 7071;

    public string? Storage { get; private init; }

    public string? Data { get; private init; }

    public bool Reset { get; private init; }

    public string? AdminCode { get; private init; }

    public bool RateLimits { get; private init; }

    public bool IsHelp { get; private init; }

    /// <exception cref="StartupException">An option is unknown, lacks its value, or contradicts another.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, string environment)
    {
        var line = new CommandLine();
        for (var at = 0; at < arguments.Count; at++)
        {
            var option = arguments[at];
            line = option switch
            {
                "--sample" => line with { Sample = Value() },
                "--port" => line with { Port = ParsePort(Value()) },
                "--storage" => line with { Storage = Value() },
                "--data" => line with { Data = Path.GetFullPath(Value()) },
                "--reset" => line with { Reset = true },
                "--admin-code" => line with { AdminCode = Value() },
                "--rate-limits" => line with { RateLimits = true },
                "--help" or "-h" => line with { IsHelp = true },
                _ => throw new StartupException($"Unknown option {option}: --help lists them all."),
            };

            string Value() => ++at < arguments.Count && !arguments[at].StartsWith("--", StringComparison.Ordinal)
                ? arguments[at]
                : throw new StartupException($"The option {option} needs a value.");
        }

        if (line.Storage is not null && line.Data is not null)
            throw new StartupException("--storage and --data exclude each other: a given store keeps its own files.");
        if (line.Storage is not null && line.Reset)
            throw new StartupException("--reset does not empty a store given by --storage.");
        if (line.AdminCode is not null && environment != Environments.Development)
            throw new StartupException($"--admin-code works in Development only, and this is {environment}.");
        return line;
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new StartupException($"--port takes a number from 0 to 65535, not {text}.");
}
