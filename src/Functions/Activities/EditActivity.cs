using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.OpenApi;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Changes what is planned for an activity. What the body does not name stays as it is.</summary>
public sealed class EditActivity(EditDesk desk)
{
    [Function(nameof(EditActivity)), Staff(Role.Organiser)]
    [Takes(typeof(ActivityDraft), MediaType = "application/merge-patch+json"), Answers(200, typeof(ActivityAnswer), Tagged = true)]
    [Refuses("activity-closed", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/activities/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await MergePatch.Read(request, cancellation)).TryGet(out var patch, out var refusal))
            return Problems.From(refusal);
        var edited = await desk.Edit(
            id, request.Caller(), draft => patch.ApplyTo(draft, ActivitiesJson.Contract.ActivityDraft), request.WantedVersion(), cancellation);
        return edited.Match(
            done => Answers.Ok(ActivityAnswer.Of(done.Answer), ActivitiesJson.Contract.ActivityAnswer).WithTag(done.Version), Problems.From);
    }
}
