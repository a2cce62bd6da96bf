using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Activities;

/// <summary>Enters an activity as a draft.</summary>
public sealed class CreateActivity(ActivityStore activities, TerritoryStore territories)
{
    [Function(nameof(CreateActivity)), Staff(Role.Organiser)]
    [Takes(typeof(ActivityDraft)), Answers(201, typeof(ActivityAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Body.Read(request, ActivitiesJson.Contract.ActivityDraft, cancellation)).TryGet(out var draft, out var refusal) ||
            !ActivityPlanning.Check(draft).TryGet(out ActivityPlan? plan, out refusal))
            return Problems.From(refusal);
        if (caller.Lacks(Role.Organiser, plan.OrganiserArea) is { } lacks)
            return Problems.From(lacks);
        if (await territories.Find(plan.OrganiserArea, cancellation) is null)
            return Problems.From(Refusal.Invalid("unknown-area", "organiserArea"));

        var activity = await activities.Create(ActivityId.FromBytes(request.NewId(7)), plan, caller.Person, cancellation);
        return Answers.Created(ActivityAnswer.Of(ActivityState.Of(activity)), ActivitiesJson.Contract.ActivityAnswer);
    }
}
