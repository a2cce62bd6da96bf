using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Security;

/// <summary>Who makes a request.</summary>
public sealed class Caller(PersonId person, Grants? grants, string sessionHash, bool isFresh)
{
    public PersonId Person { get; } = person;

    /// <summary>Whether they signed in so lately that what they were granted is good (docs/adr/0022).</summary>
    public bool IsFresh { get; } = isFresh;

    public string SessionHash { get; } = sessionHash;

    /// <summary>What the caller was granted; read where the function is for staff, or says that it decides by grants.</summary>
    /// <exception cref="InvalidOperationException">The function's rule does not ask for grants, so none were read:
    /// the rule and the code disagree.</exception>
    public Grants Grants => grants ?? throw new InvalidOperationException("The function decides by grants, but its rule does not ask for them.");

    public bool Owns(Person person) => person.Id == Person;

    /// <summary>Whether a person is the caller, or lives where the caller is an admin.</summary>
    public bool OwnsOrAdministers(Person person) => Owns(person) || Holds(Role.Admin, person.Area);

    public bool Holds(Role role, AreaCode area) => Grants.Hold(role, area);

    /// <summary>Null when the caller holds the role on the area, otherwise the refusal.</summary>
    public Refusal? Lacks(Role role, AreaCode area) => Holds(role, area) ? null : Refusal.Forbidden();
}

internal static class CallerOfRequest
{
    private static readonly object Key = new();

    public static void SetCaller(this HttpContext context, Caller caller) => context.Items[Key] = caller;

    /// <summary>The signed-in caller, or null.</summary>
    public static Caller? FindCaller(this HttpRequest request) => request.HttpContext.Items[Key] as Caller;

    /// <summary>The signed-in caller of a function whose rule asks for one.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the function's rule and its code disagree.</exception>
    public static Caller Caller(this HttpRequest request) =>
        request.FindCaller() ?? throw new InvalidOperationException("The function takes a caller, but its rule lets anyone in.");
}
