using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Enters hours that somebody gave and nobody recorded; they count once another person has approved them.</summary>
public sealed class PostMakeUp(AmendmentDesk desk, ReviewViews views)
{
    [Function(nameof(PostMakeUp)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/make-up")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await request.ReadForm(AmendmentsJson.Contract.MakeUpRequest, cancellation)).TryGet(out var sent, out var refusal) ||
            !sent.Check().TryGet(out var wanted, out refusal) ||
            !(await desk.EnterMakeUp(id, wanted, request.Caller(), cancellation)).TryGet(out Entered<MakeUp>? _, out refusal))
            return await views.Refused(
                id, "make-up", new AmendmentForm(sent?.PersonId, sent?.Minutes, Reason: sent?.Reason), refusal, request, cancellation);
        return PageAnswers.SeeOther($"/organise/{id}/review");
    }
}
