using System.Text.Json;

namespace Outreach.LocalHost.Options;

/// <summary>Secrets that are made once and kept in a file that its owner alone can read.</summary>
internal sealed record KeyFile(string Path)
{
    /// <summary>What the file holds; made, and written, when there is none. Of two programs that make it at once the first one's stands.</summary>
    /// <exception cref="StartupException">The file cannot be read or written.</exception>
    public IReadOnlyDictionary<string, string> ReadOrMake(Func<IReadOnlyDictionary<string, string>> make)
    {
        try
        {
            if (!File.Exists(Path))
                Write(make());
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path)) ?? throw new JsonException("it is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException($"The key file {Path} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Written beside and moved into place, so that nobody ever reads half of it.</summary>
    private void Write(IReadOnlyDictionary<string, string> keys)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
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

        var draft = $"{Path}.{Environment.ProcessId}";
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, keys);
        try
        {
            File.Move(draft, Path, overwrite: false);
        }
        catch (IOException) when (File.Exists(Path))
        {
            File.Delete(draft);
        }
    }
}
