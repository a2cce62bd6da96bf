using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Operations;

namespace Outreach.Functions.Operations.Pages;

/// <summary>What staff changed in an area, and whose data they looked at.</summary>
public sealed class ShowAudit(AuditDesk desk, AreaChoices areas, AuditLines lines)
{
    private const int PageLength = 50;

    [Function(nameof(ShowAudit)), Page, Staff(Role.Auditor)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/audit")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var choices = await areas.Held(Role.Auditor, caller, cancellation);
        var area = request.Query["area"] is [{ Length: > 0 } asked] ? asked : (choices is [var first, ..] ? first.Code : null);
        if (!Paging.Read(request).TryGet(out var paging, out var refusal) ||
            !(await desk.Read(area, paging with { Limit = PageLength }, caller, cancellation)).TryGet(out var found, out refusal))
            return Problems.From(refusal);

        var shown = await lines.Of(found.Area, found.Entries, caller, request.Language(), cancellation);
        return PageAnswers.Show(new AuditView(choices, found.Area.Value, shown, request.NextPageOf(found.Continuation)));
    }
}
