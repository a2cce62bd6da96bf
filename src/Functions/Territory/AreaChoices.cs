using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;
using Outreach.Web.Territory;

namespace Outreach.Functions.Territory;

/// <summary>The district's areas as pages let people choose among them.</summary>
public sealed class AreaChoices(TerritoryStore territories, AppDistrict district)
{
    internal AreaCode District => district.Code;

    /// <summary>The district first, each street before its communities; empty before any areas were imported.</summary>
    internal async Task<IReadOnlyList<AreaChoice>> Of(CancellationToken cancellation) =>
        await territories.Of(district.Code, cancellation) is { } territory
            ? [.. territory.All.Select(area => new AreaChoice(area.Code.Value, area.Name, (int)area.Code.Level))]
            : [];

    /// <summary>Those of them that somebody has a role on.</summary>
    internal async Task<IReadOnlyList<AreaChoice>> Held(Role role, Caller caller, CancellationToken cancellation) =>
        [.. (await Of(cancellation)).Where(area => caller.Holds(role, AreaCode.Parse(area.Code).Must()))];

    /// <summary>The name of an area; its code where it is not known.</summary>
    internal async Task<string> NameOf(AreaCode code, CancellationToken cancellation) =>
        (await territories.Find(code, cancellation))?.Name ?? code.Value;
}
