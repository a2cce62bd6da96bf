using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>One activity with its free places. A draft exists for its organisers alone.</summary>
public sealed class GetActivity(ActivityStore activities, GrantStore grants, OfferTerms terms, TimeProvider clock)
{
    [Function(nameof(GetActivity)), Anyone]
    [Answers(200, typeof(ActivityAnswer), Tagged = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await activities.Read(activity, cancellation)).TryGet(out var state, out refusal))
            return Problems.From(refusal);
        return state.Activity.Status != ActivityStatus.Draft || await Organises(request.FindCaller(), state, cancellation)
            ? Answers.Ok(ActivityAnswer.Of(WaitingList.Settle(state, terms, clock.GetUtcNow()).State), ActivitiesJson.Contract.ActivityAnswer)
                .WithTag(state.Version)
            : Problems.From(Refusal.NotFound());
    }

    private async Task<bool> Organises(Caller? caller, ActivityState state, CancellationToken cancellation) =>
        caller is not null && (await grants.Of(caller.Person, cancellation)).Hold(Role.Organiser, state.Plan.OrganiserArea);
}
