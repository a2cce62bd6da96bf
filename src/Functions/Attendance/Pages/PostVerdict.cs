using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Approves or rejects what somebody else entered. A second press finds it decided so.</summary>
public sealed class PostVerdict(AmendmentDesk desk, ReviewViews views)
{
    [Function(nameof(PostVerdict)), Page, Staff(Role.Reviewer)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "review/{kind}/{amendment}/{verdict}")] HttpRequest request,
        string kind,
        string amendment,
        string verdict,
        CancellationToken cancellation)
    {
        if (!AmendmentId.Parse(amendment).TryGet(out var id, out _) || verdict is not ("approve" or "reject"))
            return Problems.From(Refusal.NotFound());
        var (approved, caller) = (verdict == "approve", request.Caller());
        var refused = kind switch
        {
            "make-up" => (await desk.Decide<MakeUp>(amendment, approved, caller, cancellation)).Match<Refusal?>(_ => null, refusal => refusal),
            "correction" => (await desk.Decide<Correction>(amendment, approved, caller, cancellation)).Match<Refusal?>(_ => null, refusal => refusal),
            _ => Refusal.NotFound(),
        };
        return refused is null
            ? PageAnswers.SeeOther($"/organise/{id.Activity}/review")
            : await views.Refused(id.Activity.Value, null, new AmendmentForm(), refused, request, cancellation);
    }
}
