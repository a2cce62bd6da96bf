using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Security.Limits;

/// <summary>Where a request comes from.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// The address of who called the outermost of the trusted proxies. Each proxy appends the address that called it to
    /// <c>X-Forwarded-For</c>, so it is counted from the right: what stands further left anybody can write.
    /// </summary>
    /// <param name="trustedProxies">How many proxies in a row are the deployer's; 0 takes the connection's own address.</param>
    public static string Of(HttpContext context, int trustedProxies)
    {
        var address = context.Connection.RemoteIpAddress;
        var hops = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
        if (trustedProxies > 0 && hops.Length >= trustedProxies && IPEndPoint.TryParse(hops[^trustedProxies], out var hop))
            address = hop.Address;
        return address is null ? "unknown" : Network(address);
    }

    /// <summary>A household has one IPv4 address, but 2^64 of IPv6: those count as one.</summary>
    private static string Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
