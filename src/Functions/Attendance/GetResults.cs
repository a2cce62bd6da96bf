using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>What an activity achieved beyond its participants; empty, of version 0, until it is recorded.</summary>
public sealed class GetResults(ActivityDesk desk)
{
    [Function(nameof(GetResults)), Staff(Role.Organiser)]
    [Answers(200, typeof(ResultsAnswer), Tagged = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/results")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).Match(state => RecordResults.Answer(state.Results), Problems.From);
}
