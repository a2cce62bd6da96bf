using Microsoft.Extensions.Configuration;

namespace Outreach.Functions.Security.Limits;

/// <summary>
/// Whether writes are limited, and how. Settings: <c>Outreach:RateLimits</c> (they are unless it says false) and below it <c>PerPerson</c>,
/// <c>PerAddress</c>, <c>Seldom</c>, and <c>TrustedProxies</c> (1 unless given: the platform's front end).
/// </summary>
/// <param name="Address">A hall full of people checks in from one address.</param>
public sealed record LimitTerms(bool Apply, int TrustedProxies, RateLimit Person, RateLimit Address, RateLimit Seldom)
{
    private const string Setting = "Outreach:RateLimits";
    private const int MostAMinute = 1_000_000;
    private const int MostProxies = 10;

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static LimitTerms Read(IConfiguration configuration)
    {
        return new LimitTerms(
            configuration.Flag(Setting) ?? true,
            configuration.Number(Setting + ":TrustedProxies", 0, MostProxies) ?? 1,
            RateLimit.Of(PerMinute("PerPerson", 60)),
            RateLimit.Of(PerMinute("PerAddress", 600)),
            RateLimit.Exact(PerMinute("Seldom", 10)));

        int PerMinute(string name, int otherwise) => configuration.Number($"{Setting}:{name}", 1, MostAMinute) ?? otherwise;
    }
}
