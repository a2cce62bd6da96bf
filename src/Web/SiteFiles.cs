using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Outreach.Web;

/// <summary>A file that comes with the pages.</summary>
/// <param name="Compressed">The same bytes in Brotli.</param>
public sealed record SiteFile(string MediaType, byte[] Bytes, byte[] Compressed);

/// <summary>
/// The pages' styles, scripts and pictures. A path holds the digest of what it leads to, so that a browser may keep it for good
/// and a new version is asked for by another name.
/// </summary>
public static class SiteFiles
{
    private static readonly FrozenDictionary<string, (string Path, SiteFile SiteFile)> ByName = typeof(SiteFiles).Assembly.GetManifestResourceNames()
        .Where(name => MediaTypeOf(name) is not null).ToFrozenDictionary(name => name, Read);

    private static readonly FrozenDictionary<string, SiteFile> ByPath =
        ByName.Values.ToFrozenDictionary(found => found.Path, found => found.SiteFile);

    /// <summary>Where a file of wwwroot is found.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a bug.</exception>
    public static string PathOf(string name) => "/assets/" + ByName[name].Path;

    /// <summary>A file of wwwroot.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file: a bug.</exception>
    public static SiteFile Named(string name) => ByName[name].SiteFile;

    /// <summary>What stands under the last part of a path; null where nothing does.</summary>
    public static SiteFile? Find(string path) => ByPath.GetValueOrDefault(path);

    private static (string Path, SiteFile SiteFile) Read(string name)
    {
        using var stream = typeof(SiteFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize))
            brotli.Write(bytes);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        var path = $"{Path.GetFileNameWithoutExtension(name)}.{digest}{Path.GetExtension(name)}";
        return (path, new SiteFile(MediaTypeOf(name)!, bytes, compressed.ToArray()));
    }

    private static string? MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".webmanifest" => "application/manifest+json",
        _ => null,
    };
}
