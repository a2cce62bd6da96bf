using System.Security.Cryptography;

namespace Outreach.Functions.Security;

/// <summary>A value is sealed with a key that the ring does not hold, by its name: dropped too early, or not yet given to this host.</summary>
public sealed class UnknownKeyException(string key)
    : CryptographicException($"The value is sealed with key {key}, which Outreach:Keys:Ring does not hold.")
{
    public string Key { get; } = key;
}
