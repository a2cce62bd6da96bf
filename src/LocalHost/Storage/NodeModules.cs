namespace Outreach.LocalHost.Storage;

internal static class NodeModules
{
    /// <summary>A file below the nearest node_modules that has it, walking up from the program's folder and from the current one.</summary>
    public static string? Find(string file) =>
        Upwards(AppContext.BaseDirectory).Concat(Upwards(Directory.GetCurrentDirectory()))
            .Select(folder => Path.Combine(folder, "node_modules", file))
            .FirstOrDefault(File.Exists);

    private static IEnumerable<string> Upwards(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
