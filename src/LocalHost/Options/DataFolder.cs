using System.Security.Cryptography;
using System.Text.Json;

namespace Outreach.LocalHost.Options;

/// <summary>The folder that keeps what must outlive a run: Azurite's files and the host's own key.</summary>
internal sealed record DataFolder(string Path)
{
    public static DataFolder Default => new(System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "outreach"));

    public string Storage => System.IO.Path.Combine(Path, "storage");

    private string KeyFile => System.IO.Path.Combine(Path, "keys", "host.json");

    /// <summary>The admin key, made once and readable by the owner alone.</summary>
    /// <exception cref="StartupException">The file cannot be read or written.</exception>
    public string AdminKey()
    {
        try
        {
            return ReadKey() ?? WriteKey();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException($"The host's key file {KeyFile} cannot be used: {exception.Message}", exception);
        }
    }

    private string? ReadKey()
    {
        if (!File.Exists(KeyFile))
            return null;
        using var json = JsonDocument.Parse(File.ReadAllText(KeyFile));
        return json.RootElement.TryGetProperty("adminKey", out var key) && key.GetString() is { Length: > 0 } text
            ? text
            : throw new JsonException("it holds no adminKey");
    }

    private string WriteKey()
    {
        var key = RandomNumberGenerator.GetHexString(40, lowercase: true);
        var folder = System.IO.Path.GetDirectoryName(KeyFile)!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(KeyFile, options);
        writer.WriteLine($$"""{ "adminKey": "{{key}}" }""");
        return key;
    }
}
