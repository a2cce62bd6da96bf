using System.Diagnostics;
using System.Globalization;
using Outreach.LocalHost.Functions;

namespace Outreach.LocalHost.Storage;

/// <summary>Keeps a folder of Azurite's files to one program at a time.</summary>
internal sealed class FolderLock : IDisposable
{
    // The child of a killed program saves its state before it ends: the folder is free only then.
    private static readonly TimeSpan s_childLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>The file that exists as long as an Azurite works on the folder. It holds the process id.</summary>
    public static string ChildFile(string folder) => Path.Combine(folder, "azurite.pid");

    /// <exception cref="StartupException">The folder is in use, or cannot be written.</exception>
    public static async Task<FolderLock> Take(string folder, CancellationToken cancellation)
    {
        FileStream file;
        try
        {
            Directory.CreateDirectory(folder);
            file = new(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(Path.Combine(folder, ".lock")))
        {
            throw new StartupException(
                $"The data folder {folder} is in use by another LocalHost: stop it, or choose another folder with --data.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {folder} cannot be used: {exception.Message}", exception);
        }

        for (var began = Stopwatch.GetTimestamp(); ChildRuns(folder); await Waiting.Pause(s_look, cancellation))
        {
            if (Stopwatch.GetElapsedTime(began) < s_childLimit)
                continue;
            await file.DisposeAsync();
            throw new StartupException($"An Azurite left over from an earlier start still works on the data folder {folder}: end it first.");
        }

        return new(file);
    }

    public void Dispose() => _file.Dispose();

    private static bool ChildRuns(string folder)
    {
        try
        {
            if (!int.TryParse(File.ReadAllText(ChildFile(folder)), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                return false;
            using var child = Process.GetProcessById(id);
            return child.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is FileNotFoundException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
