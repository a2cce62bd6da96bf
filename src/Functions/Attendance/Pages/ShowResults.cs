using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The form for what an activity achieved beyond its participants.</summary>
public sealed class ShowResults(ActivityDesk desk)
{
    [Function(nameof(ShowResults)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}/results")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).Match(
            state => PageAnswers.Show(ResultsViews.Of(state, request.Query["saved"] == "true")), Problems.From);
}
