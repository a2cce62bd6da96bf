using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Merging;

/// <summary>
/// Makes two people of a merged one again, as they were: within thirty days, and as long as nobody changed what the merge had changed.
/// </summary>
public sealed class UndoMerge(MergeDesk desk)
{
    [Function(nameof(UndoMerge)), Staff(Role.Admin)]
    [Answers(200, typeof(UndoMergeAnswer)), Refuses("too-late-to-undo", "changed-since-merge", "same-person")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/merges/{id}/undo")] HttpRequest request,
        string id,
        CancellationToken cancellation) =>
        (await desk.Undo(id, request.Caller(), cancellation))
            .Match(undone => Answers.Ok(UndoMergeAnswer.Of(undone), MergingJson.Contract.UndoMergeAnswer), Problems.From);
}

public sealed record UndoMergeAnswer(string MergeId, PersonAnswer Person, PersonAnswer Duplicate)
{
    internal static UndoMergeAnswer Of(Unmerged undone) =>
        new(undone.Merge.Value, PersonAnswer.Of(undone.Survivor), PersonAnswer.Of(undone.Duplicate));
}
