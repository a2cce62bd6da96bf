using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The activities of a reviewer's areas on which something waits to be decided.</summary>
public sealed class ShowReviews(ActivityLeads leads, AreaChoices areas)
{
    [Function(nameof(ShowReviews)), Page, Staff(Role.Reviewer)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "review")] HttpRequest request, CancellationToken cancellation)
    {
        var found = new Dictionary<string, WaitingActivity>();
        foreach (var grant in request.Caller().Grants.All.Where(grant => grant.Gives(Role.Reviewer, grant.Area)))
        {
            foreach (var state in await leads.In(Lead.Review, grant.Area, cancellation))
                found[state.Activity.Id.Value] = new WaitingActivity(
                    state.Activity.Id.Value, state.Plan.Title, await areas.NameOf(state.Plan.OrganiserArea, cancellation), state.Plan.StartsAt,
                    state.Plan.EndsAt, Lead.Pending(state).Count());
        }

        return PageAnswers.Show(new ReviewsView([.. found.Values.OrderBy(activity => activity.StartsAt)]));
    }
}
