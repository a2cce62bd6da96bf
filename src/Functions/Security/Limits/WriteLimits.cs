using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Outreach.Domain;
using Outreach.Domain.People;

namespace Outreach.Functions.Security.Limits;

/// <summary>A function that honest people call seldom, and that gives something away: it has a limit of its own by address.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeldomAttribute : Attribute;

/// <summary>
/// The limits of writes in a minute, by address and by person. Settings: <c>Outreach:RateLimits</c> (they apply unless it says false)
/// and below it <c>PerPerson</c>, <c>PerAddress</c>, <c>Seldom</c>, and <c>TrustedProxies</c> (1 unless given: the platform's front end).
/// </summary>
public sealed class WriteLimits(RateLimiter limiter, BlindIndex blind, IConfiguration configuration)
{
    private const string Setting = "Outreach:RateLimits";

    private static readonly HashSet<string> SeldomCalled =
    [
        .. typeof(WriteLimits).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<SeldomAttribute>() is not null)
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name),
    ];

    private readonly bool _apply = configuration.GetValue(Setting, true);
    private readonly int _trustedProxies = configuration.GetValue(Setting + ":TrustedProxies", 1);
    private readonly RateLimit _person = RateLimit.Of(configuration.GetValue(Setting + ":PerPerson", 60));

    /// <summary>A hall full of people checks in from one address.</summary>
    private readonly RateLimit _address = RateLimit.Of(configuration.GetValue(Setting + ":PerAddress", 600));

    private readonly RateLimit _seldom = RateLimit.Exact(configuration.GetValue(Setting + ":Seldom", 10));

    /// <summary>Counts a write by its address; the refusal, or null when it may go on.</summary>
    internal async Task<Refusal?> Refuse(string function, HttpContext context)
    {
        if (!_apply || !IsWrite(context.Request))
            return null;
        var address = ClientAddress.Of(context, _trustedProxies);
        return (SeldomCalled.Contains(function) ? await Take($"{function}|{address}", _seldom, context) : null)
            ?? await Take($"address|{address}", _address, context);
    }

    /// <summary>Counts a write by the person who is signed in.</summary>
    internal async Task<Refusal?> Refuse(PersonId person, HttpContext context) =>
        _apply && IsWrite(context.Request) ? await Take(NameOf(person), _person, context) : null;

    /// <summary>Deletes what is kept of a person's calls.</summary>
    internal Task Forget(PersonId person, CancellationToken cancellation) => limiter.Forget(blind.OfCaller(NameOf(person)), cancellation);

    private static string NameOf(PersonId person) => $"person|{person}";

    private async Task<Refusal?> Take(string whose, RateLimit limit, HttpContext context) =>
        await limiter.Take(blind.OfCaller(whose), limit, context.RequestAborted) is { } wait
            ? new Refusal(RefusalKind.TooMany, "too-many-requests", []) { RetryAfter = wait }
            : null;

    private static bool IsWrite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
