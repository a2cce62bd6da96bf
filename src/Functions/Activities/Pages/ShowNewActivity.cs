using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The form for a new activity.</summary>
public sealed class ShowNewActivity(AreaChoices areas)
{
    [Function(nameof(ShowNewActivity)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/new")] HttpRequest request, CancellationToken cancellation) =>
        PageAnswers.Show(new NewActivityView(
            ActivityId.FromBytes(RandomNumberGenerator.GetBytes(7)).Value,
            await areas.Organised(request.Caller(), cancellation),
            new ActivityDraft(Audience: "all", ServiceCounts: true)));
}
