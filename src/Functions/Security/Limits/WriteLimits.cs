using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;

namespace Outreach.Functions.Security.Limits;

/// <summary>A function that honest people call seldom, and that gives something away: it has a limit of its own by address.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeldomAttribute : Attribute;

/// <summary>The limits of writes in a minute, by address and by person.</summary>
public sealed class WriteLimits(RateLimiter limiter, BlindIndex blind, LimitTerms terms)
{
    private static readonly HashSet<string> SeldomCalled =
    [
        .. typeof(WriteLimits).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<SeldomAttribute>() is not null)
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name),
    ];

    /// <summary>Counts a write by its address; the refusal, or null when it may go on.</summary>
    internal async Task<Refusal?> Refuse(string function, HttpContext context)
    {
        if (!terms.Apply || !IsWrite(context.Request))
            return null;
        var address = ClientAddress.Of(context, terms.TrustedProxies);
        return (SeldomCalled.Contains(function) ? await Take($"{function}|{address}", terms.Seldom, context) : null)
            ?? await Take($"address|{address}", terms.Address, context);
    }

    /// <summary>Counts a write by the person who is signed in.</summary>
    internal async Task<Refusal?> Refuse(PersonId person, HttpContext context) =>
        terms.Apply && IsWrite(context.Request) ? await Take(NameOf(person), terms.Person, context) : null;

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
