using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;

namespace Outreach.Functions.Territory.Pages;

/// <summary>The district's areas as a workbook that the import takes again.</summary>
public sealed class ExportAreas(TerritoryStore territories, AppDistrict district)
{
    [Function(nameof(ExportAreas)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/areas.xlsx")] HttpRequest request, CancellationToken cancellation)
    {
        if (district.Lacks(request.Caller()) is { } lacks)
            return Problems.From(lacks);
        return await territories.Of(district.Code, cancellation) is { } territory
            ? TypedResults.File(
                Workbook.Of(AreaSheet.Columns.Headings(), territory.All.Select(CellsOf)),
                Workbook.MediaType, $"areas-{district.Code}.xlsx")
            : Problems.From(Refusal.NotFound());
    }

    private static object[] CellsOf(Area area) => [area.Code.Value, area.Name, AreaSheet.NameOf(area.Code.Level), area.Code.Parent?.Value ?? ""];
}
