using System.Security.Cryptography;
using System.Text;
using Outreach.LocalHost.Functions;

namespace Outreach.LocalHost.Http;

/// <summary>The keys that open functions, taken from the <c>x-functions-key</c> header or the <c>code</c> parameter.</summary>
internal sealed class FunctionKeys(string? functionKey, string? adminKey)
{
    private readonly byte[] _function = Encoding.UTF8.GetBytes(functionKey ?? "");
    private readonly byte[] _admin = Encoding.UTF8.GetBytes(adminKey ?? "");

    public bool Open(KeyLevel? level, HttpRequest request)
    {
        if (level is KeyLevel.Anonymous)
            return true;

        string? given = request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"];
        var key = Encoding.UTF8.GetBytes(given ?? "");
        return Same(key, _admin) | (level is KeyLevel.Function && Same(key, _function));
    }

    // A key that is not set opens nothing.
    private static bool Same(byte[] given, byte[] key) => key.Length > 0 && CryptographicOperations.FixedTimeEquals(given, key);
}
