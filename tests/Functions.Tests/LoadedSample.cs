using System.Net.Http.Headers;
using System.Text;
using Outreach.LocalHost.Storage;

namespace Outreach.Functions.Tests;

/// <summary>A host that has loaded the sample of Pingcheng, on an Azurite whose files are its alone.</summary>
public sealed class LoadedSample : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-sample-");
    private Azurite? _azurite;
    private ChildHost? _host;

    public string Storage => _azurite!.ConnectionString;

    /// <summary>A client signed in as the first admin.</summary>
    public HttpClient Admin { get; } = new();

    /// <summary>All that the program has written to its output so far.</summary>
    public string Log => _host!.Program.Output + _host.Program.Errors;

    /// <summary>The content of each of Azurite's files, a character a byte.</summary>
    /// <remarks>
    /// Azurite saves into a file ending in ~ that it then renames: what was listed by that name has its content elsewhere a moment
    /// later.
    /// </remarks>
    public IEnumerable<string> Files() => _folder.EnumerateFiles("*", SearchOption.AllDirectories)
        .Where(file => file.Name != ".lock" && !file.Name.EndsWith('~')).Select(Read);

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.Start(new(_folder.FullName), TestContext.Current.CancellationToken);
        _host = await ChildHost.Start(Storage, 0, "--sample", "pingcheng");
        Admin.BaseAddress = new Uri(await _host.Program.Prints("Outreach listens on"));
        var opened = await Admin.Post("/api/sessions/one-time", new { code = ChildHost.AdminCode });
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", opened.Body!["token"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        _host?.Dispose();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Read(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
