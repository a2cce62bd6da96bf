using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Enters the plan of an activity once more as a draft, at another time where one is given.</summary>
public sealed class CopyActivity(ActivityDesk desk, DraftDesk drafts)
{
    [Function(nameof(CopyActivity)), Staff(Role.Organiser)]
    [Takes(typeof(CopyRequest), Optional = true), Answers(201, typeof(ActivityAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/copy")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (type, asItWas) = (ActivitiesJson.Contract.CopyRequest, new CopyRequest());
        if (!(await Body.ReadOptional(request, type, asItWas, cancellation)).TryGet(out var body, out var refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out var state, out refusal) ||
            !PlanChanging.Copy(state.Plan, body.StartsAt, body.EndsAt).TryGet(out ActivityPlan? plan, out refusal))
            return Problems.From(refusal);

        var copy = await drafts.Keep(plan, ActivityId.FromBytes(request.NewId(7)), caller, cancellation);
        return Answers.Created(ActivityAnswer.Of(ActivityState.Of(copy)), ActivitiesJson.Contract.ActivityAnswer);
    }
}

/// <param name="StartsAt">When the copy starts; absent for the time of the original.</param>
/// <param name="EndsAt">When it ends; absent where it is as long as the original.</param>
public sealed record CopyRequest(
    [Written("date-time")] string? StartsAt = null, [Written("date-time")] string? EndsAt = null);
