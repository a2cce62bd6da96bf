using System.Security.Cryptography;
using System.Text;

namespace Outreach.Functions.Security;

/// <summary>
/// Keeps personal data unreadable at rest: AES-256-GCM, bound to the place it belongs to, so that a sealed value copied to
/// another row does not open. Form: <c>key id . base64url(nonce, tag, ciphertext)</c>.
/// </summary>
public sealed class Sealer(KeyRing keys)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="clear">What nobody may read, UTF-8.</param>
    /// <param name="place">Where it stands, such as a person's id; the same is needed to open it.</param>
    public string Seal(ReadOnlySpan<byte> clear, string place)
    {
        var box = new byte[NonceLength + TagLength + clear.Length];
        var (nonce, tag, cipher) = Parts(box);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys.Find(keys.Current)!, TagLength);
        aes.Encrypt(nonce, clear, cipher, tag, Encoding.UTF8.GetBytes(place));
        return $"{keys.Current}.{System.Buffers.Text.Base64Url.EncodeToString(box)}";
    }

    /// <exception cref="UnknownKeyException">The key is not in the ring.</exception>
    /// <exception cref="CryptographicException">The value is not one that was sealed for this place.</exception>
    public byte[] Open(string box, string place)
    {
        var name = KeyOf(box);
        var key = keys.Find(name) ?? throw new UnknownKeyException(name);
        var text = box.AsSpan(name.Length + 1);
        if (!System.Buffers.Text.Base64Url.IsValid(text))
            throw new CryptographicException("The sealed value is damaged.");
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
        if (bytes.Length < NonceLength + TagLength)
            throw new CryptographicException("The sealed value is cut off.");
        var (nonce, tag, cipher) = Parts(bytes);
        var clear = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce, cipher, tag, clear, Encoding.UTF8.GetBytes(place));
        return clear;
    }

    /// <summary>What a value holds; null where nobody can open it, since it is damaged, or was sealed for another place.</summary>
    /// <exception cref="UnknownKeyException">The ring does not hold its key, so that another host may well be able to.</exception>
    public byte[]? TryOpen(string box, string place)
    {
        try
        {
            return Open(box, place);
        }
        catch (Exception e) when (e is FormatException or (CryptographicException and not UnknownKeyException))
        {
            return null;
        }
    }

    /// <summary>Whether a value is sealed with the current key.</summary>
    public bool IsCurrent(string box) => KeyOf(box) == keys.Current;

    /// <summary>The same value, sealed with the current key.</summary>
    /// <exception cref="CryptographicException">It cannot be opened.</exception>
    public string Reseal(string box, string place) => Seal(Open(box, place), place);

    private static string KeyOf(string box) => box.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot && KeyRing.IsName(box[..dot])
        ? box[..dot]
        : throw new CryptographicException("The value is not a sealed one.");

    private static Box Parts(byte[] box) => new(
        box.AsSpan(0, NonceLength), box.AsSpan(NonceLength, TagLength), box.AsSpan(NonceLength + TagLength));

    private readonly ref struct Box(Span<byte> nonce, Span<byte> tag, Span<byte> cipher)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _cipher = cipher;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> cipher)
        {
            nonce = _nonce;
            tag = _tag;
            cipher = _cipher;
        }
    }
}
