using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>What the caller has on an activity. Looking at an offer does not take it; signing up again does.</summary>
public sealed class GetSignUp(ActivityStore activities, OfferTerms terms, TimeProvider clock)
{
    [Function(nameof(GetSignUp)), SignedIn, Answers(200, typeof(SignUpAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/sign-ups/me")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await activities.Commit(activity, state => WaitingList.Decide(state, terms, clock.GetUtcNow()), cancellation))
            .TryGet(out var settled, out refusal))
            return Problems.From(refusal);
        return Roster.PlaceOf(settled.State, request.Caller().Person) is { } place
            ? Answers.Ok(SignUpAnswer.Of(place), ActivitiesJson.Contract.SignUpAnswer)
            : Problems.From(Refusal.NotFound());
    }
}
