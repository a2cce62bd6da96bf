using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Outreach.Functions.Security;

/// <summary>
/// The app's secret keys. Settings: <c>Outreach:Keys:Current</c> names one of <c>Outreach:Keys:Ring:{id}</c> (32 bytes, base64);
/// the others are kept to read what they sealed. <c>Outreach:Keys:Index</c> keys the hashes by which numbers are found and the
/// check-in codes; it does not rotate with the ring, since a hash cannot be made anew without the number.
/// </summary>
public sealed partial class KeyRing
{
    private const int KeyLength = 32;

    private readonly Dictionary<string, byte[]> _ring;
    private readonly byte[] _index;

    /// <exception cref="SettingException">A key is missing, of another length, or named by what no name is made of.</exception>
    public KeyRing(IConfiguration configuration)
    {
        var section = configuration.GetSection("Outreach:Keys");
        _ring = section.GetSection("Ring").GetChildren().ToDictionary(child => NameOf(child), child => Key(child.Path, child.Value));
        _index = Key("Outreach:Keys:Index", section["Index"]);
        Current = section["Current"] ?? "";
        if (!_ring.ContainsKey(Current))
            throw new SettingException("Outreach:Keys:Current", "must name a key of Outreach:Keys:Ring");
    }

    /// <summary>The id of the key that seals from now on.</summary>
    public string Current { get; }

    public IReadOnlyCollection<string> Names => _ring.Keys;

    /// <summary>Whether a text could be the name of a key.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>The key of an id; null when it is not in the ring.</summary>
    public byte[]? Find(string id) => _ring.GetValueOrDefault(id);

    /// <summary>A key of its own for one purpose, derived from the index key.</summary>
    public byte[] DeriveFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _index, KeyLength, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Key(string setting, string? base64)
    {
        var key = new byte[KeyLength];
        return Convert.TryFromBase64String(base64 ?? "", key, out var written) && written == KeyLength
            ? key
            : throw new SettingException(setting, $"must hold {KeyLength} bytes in base64");
    }

    /// <summary>A key's name stands before what it seals and in the rows that tell where that is.</summary>
    private static string NameOf(IConfigurationSection key) => IsName(key.Key)
        ? key.Key
        : throw new SettingException(key.Path, "must be named by at most 40 letters, digits and hyphens");

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,40}\z")]
    private static partial Regex Name();
}
