using System.Security.Cryptography;

namespace Outreach.LocalHost.Options;

/// <summary>The folder that keeps what must outlive a run: Azurite's files and the host's own key.</summary>
internal sealed record DataFolder(string Path)
{
    public static DataFolder Default => new(System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "outreach"));

    public string Storage => System.IO.Path.Combine(Path, "storage");

    private const string AdminKeyName = "adminKey";

    /// <summary>The admin key, made once.</summary>
    /// <exception cref="StartupException">The folder cannot be made or written, or the file cannot be used.</exception>
    public string AdminKey()
    {
        Try();
        return new KeyFile(System.IO.Path.Combine(Path, "keys", "host.json")).ReadOrMake(
            () => new Dictionary<string, string> { [AdminKeyName] = RandomNumberGenerator.GetHexString(40, lowercase: true) })[AdminKeyName];
    }

    /// <summary>Makes the folder and writes in it, so that a wrong one is blamed itself and not the first file that does not fit.</summary>
    private void Try()
    {
        try
        {
            Directory.CreateDirectory(Path);
            var file = System.IO.Path.Combine(Path, $".{Environment.ProcessId}");
            using var trial = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {Path} cannot be used: {exception.Message}", exception);
        }
    }
}
