using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Entries;

/// <summary>Corrects a training in a person's record (Order 67 Art 13). What the body does not name stays as it is.</summary>
public sealed class CorrectTraining(EntryDesk desk, TimeProvider clock)
{
    [Function(nameof(CorrectTraining)), Staff(Role.Organiser)]
    [Takes(typeof(TrainingDraft), MediaType = "application/merge-patch+json"), Answers(200, typeof(TrainingAnswer), Tagged = true)]
    [Refuses("same-person", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/people/{id}/trainings/{entry}")] HttpRequest request,
        string id,
        string entry,
        CancellationToken cancellation)
    {
        var (caller, wanted) = (request.Caller(), request.WantedVersion());
        if (!(await MergePatch.Read(request, cancellation)).TryGet(out var patch, out var refusal))
            return Problems.From(refusal);
        var corrected = await desk.Correct(
            new EntryPath(id, entry), caller, wanted, before => After(before, patch), EntryKinds.Training, cancellation);
        return corrected.Match(
            row => Answers.Ok(TrainingAnswer.Of(row.Stored), EntryAnswersJson.Contract.TrainingAnswer).WithTag(row.Version), Problems.From);
    }

    private Result<Training> After(Training before, MergePatch patch) =>
        patch.ApplyTo(before.ToDraft(), EntryAnswersJson.Contract.TrainingDraft).Then(draft => Training.Check(draft, clock.GetUtcNow()));
}
