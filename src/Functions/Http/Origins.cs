using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http;

internal static class Origins
{
    /// <summary>
    /// Scheme and host by which clients reach this site, for addresses that leave it: on paper, in QR codes, in calendars. The platform's front end
    /// takes TLS off and says so in a header.
    /// </summary>
    public static string Origin(this HttpRequest request) => $"{(request.CameByTls() ? Uri.UriSchemeHttps : request.Scheme)}://{request.Host}";

    /// <summary>Whether the client spoke TLS, to this host or to the platform's front end.</summary>
    public static bool CameByTls(this HttpRequest request) =>
        request.IsHttps || string.Equals(request.Headers["X-Forwarded-Proto"], Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
}
