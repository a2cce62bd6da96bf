namespace Outreach.Functions.Tests;

/// <summary>Texts that are checked in, so that nobody changes unawares what clients rely on.</summary>
internal static class Golden
{
    /// <summary>The variable of the environment with which the texts are written instead of compared.</summary>
    private const string Renew = "RENEW_GOLDEN";

    public static void Holds(string path, string text)
    {
        var file = Source.PathOf(path);
        if (Environment.GetEnvironmentVariable(Renew) == "1")
            File.WriteAllText(file, text);

        var (kept, made) = (File.Exists(file) ? File.ReadAllLines(file) : [], text.Split('\n'));
        var line = kept.Zip(made).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            line == kept.Length && string.Join('\n', made[line..]).Length == 0,
            $"""
            {path} differs from what the code makes, first in line {line + 1}:
              kept: {kept.ElementAtOrDefault(line)}
              made: {made.ElementAtOrDefault(line)}
            If clients are meant to see that, renew it and commit the difference:
              {Renew}=1 dotnet test --project tests/Functions.Tests --filter-class "*GoldenTests"
            """);
    }
}
