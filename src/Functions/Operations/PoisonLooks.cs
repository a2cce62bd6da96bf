using System.Security.Cryptography;
using System.Text.Json;
using Azure.Storage.Queues.Models;
using Outreach.Domain;
using Outreach.Functions.Security;

namespace Outreach.Functions.Operations;

/// <summary>What a message's body looks like from outside.</summary>
public enum BodyForm
{
    /// <summary>JSON that says of which schema it is, as the app's own messages do.</summary>
    Message,

    /// <summary>Other JSON.</summary>
    Json,

    /// <summary>Decodes, but to no JSON.</summary>
    Other,

    /// <summary>Not base64: no function was ever given it.</summary>
    MisEncoded,
}

/// <summary>Describes messages that were set aside without showing what they say.</summary>
public sealed class PoisonLooks(KeyRing keys)
{
    /// <summary>A body may be little more than a phone number, which a plain hash would let anybody find by trying.</summary>
    private readonly byte[] _key = keys.DeriveFor("poison-messages");

    internal PoisonMessageAnswer Of(PeekedMessage message)
    {
        var body = message.Body.ToArray();
        var digest = Convert.ToHexStringLower(HMACSHA256.HashData(_key, body).AsSpan(0, 8));
        return new PoisonMessageAnswer(
            message.MessageId, message.InsertedOn, message.DequeueCount, Kebab.Of(FormOf(message.Body.ToString())), body.Length, digest);
    }

    internal static BodyForm FormOf(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length))
            return BodyForm.MisEncoded;
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            return json.RootElement is { ValueKind: JsonValueKind.Object } message &&
                message.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Number
                ? BodyForm.Message
                : BodyForm.Json;
        }
        catch (JsonException)
        {
            return BodyForm.Other;
        }
    }
}
