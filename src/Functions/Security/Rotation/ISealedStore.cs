namespace Outreach.Functions.Security.Rotation;

/// <summary>
/// A store that holds sealed values. It notes their partitions in <see cref="SealedPlaces"/> before it writes them, and seals them
/// anew when their key is rotated out.
/// </summary>
public interface ISealedStore
{
    /// <summary>What its places are noted as: lower-case letters.</summary>
    string Kind { get; }

    /// <summary>
    /// Seals with the current key whatever a partition holds under another. Each row only as it was read: who changed it meanwhile
    /// has sealed it, and noted that.
    /// </summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A value cannot be opened.</exception>
    Task Reseal(string partition, CancellationToken cancellation);
}
