using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http.Idempotency;

/// <summary>
/// What the ids are made of that a call gives. Under an idempotency key they follow from the key, so that a call that is made again after
/// a crash or an outage finds what the first try left, rather than to do it a second time (docs/adr/0011).
/// </summary>
internal static class KeyedIds
{
    private static readonly object Key = new();

    /// <summary>Notes the claim under which a request runs. Its name is a keyed hash, so nobody can tell the ids in advance.</summary>
    public static void SetClaim(this HttpContext context, Claim claim) => context.Items[Key] = claim;

    /// <summary>So many bytes (at most 32) that are the same for the same call under the same key; null where there is no key.</summary>
    public static byte[]? KeyedId(this HttpRequest request, int length) => request.HttpContext.Items[Key] is Claim claim
        ? SHA256.HashData(Encoding.UTF8.GetBytes($"{claim.Key.Partition}|{claim.Key.Row}|{claim.Body}"))[..length]
        : null;

    /// <summary>The same, or any where there is no key.</summary>
    public static byte[] NewId(this HttpRequest request, int length) => request.KeyedId(length) ?? RandomNumberGenerator.GetBytes(length);
}
