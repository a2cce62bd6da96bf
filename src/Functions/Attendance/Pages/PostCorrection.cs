using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Enters that an attendance was otherwise than it stands; it does not change before another person has approved it.</summary>
public sealed class PostCorrection(AmendmentDesk desk, ReviewViews views)
{
    [Function(nameof(PostCorrection)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/correction")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var form = await request.ReadForm(AmendmentsJson.Contract.CorrectionRequest, cancellation, times: ["checkedInAt", "checkedOutAt"]);
        if (!form.TryGet(out var sent, out var refusal) ||
            !sent.Check().TryGet(out var wanted, out refusal) ||
            !(await desk.EnterCorrection(id, wanted, request.Caller(), cancellation)).TryGet(out Entered<Correction>? _, out refusal))
            return await views.Refused(
                id, "correction",
                new AmendmentForm(sent?.PersonId, null, sent?.CheckedInAt, sent?.CheckedOutAt, sent?.Absent == true, sent?.Reason),
                refusal, request, cancellation);
        return PageAnswers.SeeOther($"/organise/{id}/review");
    }
}
