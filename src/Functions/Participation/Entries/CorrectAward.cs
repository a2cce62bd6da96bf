using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Entries;

/// <summary>Corrects an award in a person's record (Order 67 Art 13). What the body does not name stays as it is.</summary>
public sealed class CorrectAward(EntryDesk desk, TimeProvider clock)
{
    [Function(nameof(CorrectAward)), Staff(Role.Organiser)]
    [Takes(typeof(AwardDraft), MediaType = "application/merge-patch+json"), Answers(200, typeof(AwardAnswer), Tagged = true)]
    [Refuses("same-person", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/people/{id}/awards/{entry}")] HttpRequest request,
        string id,
        string entry,
        CancellationToken cancellation)
    {
        var (caller, wanted) = (request.Caller(), request.WantedVersion());
        if (!(await MergePatch.Read(request, cancellation)).TryGet(out var patch, out var refusal))
            return Problems.From(refusal);
        var corrected = await desk.Correct(
            new EntryPath(id, entry), caller, wanted, before => After(before, patch), EntryKinds.Award, cancellation);
        return corrected.Match(
            row => Answers.Ok(AwardAnswer.Of(row.Stored), EntryAnswersJson.Contract.AwardAnswer).WithTag(row.Version), Problems.From);
    }

    private Result<Award> After(Award before, MergePatch patch) =>
        patch.ApplyTo(before.ToDraft(), EntryAnswersJson.Contract.AwardDraft).Then(draft => Award.Check(draft, clock.GetUtcNow()));
}
