using Microsoft.AspNetCore.Http;
using Outreach.Domain.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Tests;

/// <summary>What a call is about, and for whom that is.</summary>
/// <param name="Admits">Whom the resource is for, among those whom the function's rule lets pass.</param>
/// <param name="Otherwise">The status for others: 403, or 404 where its existence is private.</param>
internal sealed record Resource(Func<Caller, AccessAttribute, bool> Admits, int Otherwise)
{
    /// <summary>Nobody's.</summary>
    public static readonly Resource Public = new((_, _) => true, StatusCodes.Status403Forbidden);

    /// <summary>The caller's, whoever that is; who has nothing there gets 404.</summary>
    public static readonly Resource Own = Public with { MayBeAbsent = true };

    /// <summary>Somebody's who is none of the callers; unknown to them.</summary>
    public static readonly Resource Anothers = new((_, _) => false, StatusCodes.Status404NotFound);

    /// <summary>Of an area: for its staff with one of the roles; where none is given, with the one that the rule names, or with any.</summary>
    public static Resource Of(string area, params Role[] roles) => new(
        (caller, rule) => caller.Holds(area, roles.Length > 0 ? roles : rule is StaffAttribute staff ? [staff.Role] : Enum.GetValues<Role>()),
        StatusCodes.Status403Forbidden);

    /// <summary>The same, but unknown to others.</summary>
    public static Resource Hidden(string area, params Role[] roles) => Of(area, roles) with { Otherwise = StatusCodes.Status404NotFound };

    /// <summary>A person, for the person and for staff with one of the roles where they live; unknown to others.</summary>
    public static Resource PersonFor(params Role[] roles) =>
        new((caller, _) => caller.Holds(App.Community, roles), StatusCodes.Status404NotFound) { IsOwners = true };

    /// <summary>Whether it is also the owner's.</summary>
    public bool IsOwners { get; init; }

    /// <summary>Whether there may be nothing of whoever is let in.</summary>
    public bool MayBeAbsent { get; init; }

    public Func<World, object>? Body { get; init; }

    /// <summary>What each call needs to find, since the one before took it away.</summary>
    public Func<World, Task>? Before { get; init; }

    /// <summary>What stands for the path's <c>{id}</c> instead of what <see cref="World"/> has; it may be made for each call.</summary>
    public Func<World, ValueTask<string>>? Id { get; init; }

    /// <summary>Whether the call takes away what others need, such as the caller's session, and so comes last.</summary>
    public bool IsLast { get; init; }
}

/// <summary>Somebody who calls.</summary>
/// <param name="Role">What they were granted on <paramref name="Area"/>; null for who was granted nothing.</param>
internal sealed record Caller(string Name, HttpClient Http, bool HasSession = true, bool IsOwner = false, Role? Role = null, string Area = "")
{
    public bool HoldsAnywhere(Role role) => Role == role || Role == Domain.People.Role.Admin;

    /// <summary>Whether they hold one of the roles on an area, granted there or above.</summary>
    public bool Holds(string area, params Role[] roles) =>
        Role is not null && roles.Any(HoldsAnywhere) && area.StartsWith(Area, StringComparison.Ordinal);
}
