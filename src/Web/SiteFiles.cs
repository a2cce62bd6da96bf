using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Web;

/// <summary>A file that comes with the pages.</summary>
/// <param name="Compressed">The same bytes in Brotli.</param>
public sealed record SiteFile(string MediaType, byte[] Bytes, byte[] Compressed);

/// <summary>
/// The pages' styles, scripts and pictures. A path holds the digest of what it leads to, so that a browser may keep it for good
/// and a new version is asked for by another name. A script that imports another names it so, too: its digest changes with the other's.
/// </summary>
public static partial class SiteFiles
{
    private static readonly FrozenDictionary<string, Found> ByName = typeof(SiteFiles).Assembly.GetManifestResourceNames()
        .Where(name => MediaTypeOf(name) is not null).ToFrozenDictionary(name => name, Read);

    private static readonly FrozenDictionary<string, SiteFile> ByPath =
        ByName.Values.ToFrozenDictionary(found => found.Path, found => found.SiteFile);

    /// <summary>Where a file of wwwroot is found.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a bug.</exception>
    public static string PathOf(string name) => "/assets/" + ByName[name].Path;

    /// <summary>Where the scripts are found that a script imports, and those that they import.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a bug.</exception>
    public static IReadOnlyList<string> ImportsOf(string name) => [.. Reach(name).Distinct().Select(PathOf)];

    /// <summary>A file of wwwroot.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a bug.</exception>
    public static SiteFile Named(string name) => ByName[name].SiteFile;

    /// <summary>What stands under the last part of a path; null where nothing does.</summary>
    public static SiteFile? Find(string path) => ByPath.GetValueOrDefault(path);

    private static IEnumerable<string> Reach(string name) => ByName[name].Imports.SelectMany(import => Reach(import).Prepend(import));

    private static Found Read(string name)
    {
        using var stream = typeof(SiteFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        string[] imports = [];
        if (Path.GetExtension(name) == ".js")
        {
            var script = Encoding.UTF8.GetString(bytes);
            imports = [.. Import().Matches(script).Select(import => import.Value)];
            bytes = Encoding.UTF8.GetBytes(Import().Replace(script, import => Read(import.Value).Path));
        }

        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
            brotli.Write(bytes);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        var path = $"{Path.GetFileNameWithoutExtension(name)}.{digest}{Path.GetExtension(name)}";
        return new Found(path, new SiteFile(MediaTypeOf(name)!, bytes, compressed.ToArray()), imports);
    }

    private static string? MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".webmanifest" => "application/manifest+json",
        _ => null,
    };

    [GeneratedRegex(@"(?<=^import [^;]+ from ""\./)[^""]+(?="";$)", RegexOptions.Multiline)]
    private static partial Regex Import();

    /// <param name="Imports">The names of the scripts that it imports itself.</param>
    private sealed record Found(string Path, SiteFile SiteFile, string[] Imports);
}
