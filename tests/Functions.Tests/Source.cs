using System.Runtime.CompilerServices;

namespace Outreach.Functions.Tests;

/// <summary>The source that these tests were built from.</summary>
internal static class Source
{
    public static IEnumerable<(string Path, string Text)> All(string folder, string pattern) => Directory
        .EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
        .Where(path => path.Split(Path.DirectorySeparatorChar) is var names && !names.Contains("obj") && !names.Contains("bin"))
        .Select(path => (path, File.ReadAllText(path)));

    /// <summary>The full path of what stands at a path of the repository.</summary>
    public static string PathOf(string path) => Path.GetFullPath(Path.Combine(Root(), path));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "../../.."));
}
