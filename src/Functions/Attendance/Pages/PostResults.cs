using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Records what an activity achieved, unless somebody else did since the form was opened.</summary>
public sealed class PostResults(ResultsDesk desk, ResultsViews views)
{
    [Function(nameof(PostResults)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/results")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var wanted = WantedVersion.Of(request.Query["version"]);
        var heads = (await request.ReadFormAsync(cancellation)).ReadLines("headCounts").Select(line => new HeadCountDraft(line.Name, line.Number));
        var form = await request.ReadForm(AttendanceJson.Contract.ResultsDraft, cancellation, apart: ["headCounts"]);
        form = form with { Sent = form.Sent is { } read ? read with { HeadCounts = [.. heads] } : null };
        if (form.TryGet(out var sent, out var refusal) &&
            (await desk.Record(id, sent, request.Caller(), wanted, cancellation)).TryGet(out OutreachResults? _, out refusal))
            return PageAnswers.SeeOther($"/organise/{id}/results?saved=true");
        return await views.Refused(id, sent, refusal, request, cancellation);
    }
}
