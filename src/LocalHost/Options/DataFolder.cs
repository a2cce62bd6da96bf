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
    /// <exception cref="StartupException">The file cannot be read or written.</exception>
    public string AdminKey() => new KeyFile(System.IO.Path.Combine(Path, "keys", "host.json")).ReadOrMake(
        () => new Dictionary<string, string> { [AdminKeyName] = RandomNumberGenerator.GetHexString(40, lowercase: true) })[AdminKeyName];
}
