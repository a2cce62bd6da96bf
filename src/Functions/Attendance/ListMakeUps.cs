using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>The make-ups of an activity, for its organisers and reviewers; those that wait for a decision first.</summary>
public sealed class ListMakeUps(ActivityStore activities)
{
    [Function(nameof(ListMakeUps)), SignedIn(WithGrants = true)]
    [Answers(200, typeof(MakeUpsAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/make-ups")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await activities.Read(activity, cancellation)).TryGet(out var state, out refusal))
            return Problems.From(refusal);
        if (!caller.Holds(Role.Organiser, state.Plan.OrganiserArea) && !caller.Holds(Role.Reviewer, state.Plan.OrganiserArea))
            return Problems.From(state.Activity.Status == ActivityStatus.Draft ? Refusal.NotFound() : Refusal.Forbidden());

        var makeUps = state.MakeUps.Values.OrderBy(makeUp => makeUp.Status).ThenBy(makeUp => makeUp.EnteredAt);
        return Answers.Ok(new MakeUpsAnswer([.. makeUps.Select(makeUp => MakeUpAnswer.Of(id, makeUp))]), AttendanceJson.Contract.MakeUpsAnswer);
    }
}
