using System.Collections.Immutable;
using Outreach.Domain.Territory;

namespace Outreach.Domain.People;

/// <summary>What a person may do on an area and everything below it.</summary>
public enum Role
{
    Organiser,
    Reviewer,
    GridWorker,
    Inspector,
    Admin,
    Auditor,
}

/// <summary>A role on an area.</summary>
public sealed record Grant(Role Role, AreaCode Area)
{
    /// <summary>Whether the grant gives a role on an area: the same role, or admin, on that area or one above it.</summary>
    public bool Gives(Role role, AreaCode area) => (Role == role || Role == Role.Admin) && Area.Contains(area);
}

/// <summary>Everything that a person has been granted.</summary>
public sealed record Grants(ImmutableArray<Grant> All)
{
    public static readonly Grants None = new([]);

    /// <summary>Whether the person holds a role on an area, granted there or above; an admin holds every role.</summary>
    public bool Hold(Role role, AreaCode area) => All.Any(grant => grant.Gives(role, area));

    /// <summary>Whether the person holds a role on some area.</summary>
    public bool HoldAnywhere(Role role) => All.Any(grant => grant.Gives(role, grant.Area));

    /// <summary>Whether the person is staff of an area in whatever role.</summary>
    public bool HoldAny(AreaCode area) => All.Any(grant => grant.Area.Contains(area));

    public Grants With(Grant grant) => All.Contains(grant) ? this : new Grants(All.Add(grant));

    public Grants Without(Grant grant) => new(All.Remove(grant));

    public bool Equals(Grants? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => All.Length;
}
