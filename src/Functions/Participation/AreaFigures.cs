using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>A month's figures of an area, for its staff.</summary>
public sealed class AreaFigures(FiguresStore figures, TerritoryStore territories, TimeProvider clock)
{
    /// <param name="code">As it was sent.</param>
    /// <param name="month">As it was sent; null for the present month.</param>
    internal async Task<Result<AreaParticipationAnswer>> Of(string code, string? month, Caller caller, CancellationToken cancellation)
    {
        var fields = new Fields();
        var area = fields.Take("code", AreaCode.Parse(code));
        var wanted = month is null ? CivilTime.MonthOf(clock.GetUtcNow()) : fields.Take("month", Month.Parse(month));
        if (fields.Refusal is { } refusal)
            return refusal;
        if (!caller.Grants.HoldAny(area))
            return Refusal.Forbidden();
        if (await territories.Of(area, cancellation) is not { } territory || territory.Find(area) is not { } found)
            return Refusal.NotFound();

        var organised = await figures.Find(new FigureKey(Dimension.Area, area.Value, wanted), cancellation);
        var residents = await figures.Find(new FigureKey(Dimension.Home, area.Value, wanted), cancellation);
        return AreaParticipationAnswer.Of(found, wanted, organised, residents, territory.Children(area));
    }
}
