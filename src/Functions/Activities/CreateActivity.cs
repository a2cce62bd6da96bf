using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Enters an activity as a draft.</summary>
public sealed class CreateActivity(DraftDesk desk)
{
    [Function(nameof(CreateActivity)), Staff(Role.Organiser)]
    [Takes(typeof(ActivityDraft)), Answers(201, typeof(ActivityAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, ActivitiesJson.Contract.ActivityDraft, cancellation)).TryGet(out var draft, out var refusal) ||
            !(await desk.Enter(draft, ActivityId.FromBytes(request.NewId(7)), request.Caller(), cancellation))
                .TryGet(out Activity? activity, out refusal))
            return Problems.From(refusal);
        return Answers.Created(ActivityAnswer.Of(ActivityState.Of(activity)), ActivitiesJson.Contract.ActivityAnswer);
    }
}
