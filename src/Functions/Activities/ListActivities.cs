using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>
/// Published activities of an area and everything below it, in order of the start: by default those of the next three months,
/// at most a year at once. With <c>mine=true</c> those that the caller could sign up for now, by the rules of signing up.
/// </summary>
public sealed class ListActivities(ActivitySearch search, TimeProvider clock)
{
    [Function(nameof(ListActivities)), Anyone]
    [Query("area", Required = true), Query("from", Type = typeof(DateOnly)), Query("to", Type = typeof(DateOnly)), Query("category")]
    [Query("open", Type = typeof(bool)), Query("mine", Type = typeof(bool)), Query("limit"), Query("continuation")]
    [Answers(200, typeof(ActivitiesAnswer)), Refuses("not-signed-in", "not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities")] HttpRequest request, CancellationToken cancellation)
    {
        if (!WantedActivities.Read(request.Query, CivilTime.DateOf(clock.GetUtcNow())).TryGet(out var wanted, out var refusal) ||
            !Paging.Read(request).TryGet(out var paging, out refusal) ||
            !(await search.Find(wanted, paging, request.FindCaller(), cancellation)).TryGet(out var found, out refusal))
            return Problems.From(refusal);
        return Answers.Ok(
            new ActivitiesAnswer([.. found.Page.Select(ActivityAnswer.Of)], found.Continuation), ActivitiesJson.Contract.ActivitiesAnswer);
    }
}
