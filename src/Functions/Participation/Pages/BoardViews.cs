using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Participation;

namespace Outreach.Functions.Participation.Pages;

/// <summary>Figures of areas as the board shows them.</summary>
public sealed class BoardViews(AreaFigures figures, AreaChoices areas)
{
    internal async Task<Result<BoardView>> Of(string code, HttpRequest request, CancellationToken cancellation)
    {
        var month = request.Query["month"] is [{ Length: > 0 } text] ? text : null;
        if (!(await figures.Of(code, month, request.Caller(), cancellation)).TryGet(out var found, out var refusal))
            return refusal;
        var shown = Month.Parse(found.Month).Must();
        return new BoardView(
            found.Area, found.Name, await Parents(AreaCode.Parse(found.Area).Must(), request.Caller(), cancellation),
            found.Month, CivilDate.Of(shown.Start), CivilDate.Of(shown.Next.Start.AddDays(-1)), shown.Previous.ToString(), shown.Next.ToString(), found.AsOf,
            found.Activities, found.People, found.PartyMembers, Percentage.Of(found.PartyMembers, found.People), found.Visits,
            found.CreditMinutes, found.MakeUpMinutes,
            [.. found.ByCategory.OrderByDescending(c => c.Visits).Select(c => new CategoryLine(c.Category, c.Activities, c.Visits, c.Minutes))],
            [.. found.Children.OrderByDescending(c => c.Visits).ThenBy(c => c.Code, StringComparer.Ordinal)
                .Select(c => new ChildLine(c.Code, c.Name, c.Activities, c.People, c.Visits, c.CreditMinutes))]);
    }

    private async Task<IReadOnlyList<BoardLink>> Parents(AreaCode area, Caller caller, CancellationToken cancellation)
    {
        var above = new List<BoardLink>();
        for (var parent = area.Parent; parent is not null && caller.Grants.HoldAny(parent); parent = parent.Parent)
            above.Insert(0, new BoardLink(parent.Value, await areas.NameOf(parent, cancellation)));
        return above;
    }
}
