using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Merging;

/// <summary>
/// Merges somebody who registered twice, field by field. What the duplicate took part in is the person's from then on, and the
/// duplicate's numbers lead to them; the duplicate's own id leads nowhere.
/// </summary>
public sealed class MergePeople(MergeDesk desk)
{
    [Function(nameof(MergePeople)), Staff(Role.Admin)]
    [Takes(typeof(MergeRequest)), Answers(201, typeof(MergeAnswer), Tagged = true), Answers(200, typeof(MergeAnswer), Tagged = true)]
    [Refuses("already-merged", "merged-into", "still-signed-up", "same-person", "consent-withdrawn", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/merges")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await Body.Read(request, MergingJson.Contract.MergeRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var wanted, out refusal))
            return Problems.From(refusal);
        return (await desk.Merge(id, wanted, request.WantedVersion(), request.Caller(), cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, MergeAnswer.Of(done), MergingJson.Contract.MergeAnswer).WithTag(done.Survivor.Tag),
            Problems.From);
    }
}

/// <param name="Duplicate">Whom the person also registered as.</param>
/// <param name="Fields">Whose value remains; the person's own where nothing is said.</param>
public sealed record MergeRequest(string? Duplicate = null, MergeFieldsDraft? Fields = null)
{
    internal Result<CheckedMerge> Check()
    {
        var fields = new Fields();
        var duplicate = fields.Take("duplicate", PersonId.Parse(Duplicate));
        var taken = fields.Take("fields", (Fields ?? new MergeFieldsDraft()).Check());
        return fields.Refusal is { } refusal ? refusal : new CheckedMerge(duplicate, taken);
    }
}

internal sealed record CheckedMerge(PersonId Duplicate, IReadOnlyCollection<string> Taken);

/// <param name="Person">Who remains.</param>
/// <param name="UndoableUntil">Inclusive.</param>
public sealed record MergeAnswer(string MergeId, PersonAnswer Person, string Duplicate, DateTimeOffset UndoableUntil)
{
    internal static MergeAnswer Of(Merged done) => new(
        done.Merge.Id.Value, PersonAnswer.Of(done.Survivor.Person), done.Merge.Duplicate.Value, done.Merge.At + Domain.People.Merging.UndoableFor);
}

[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(UndoMergeAnswer))]
[JsonSerializable(typeof(DuplicatesAnswer))]
internal sealed partial class MergingJson : JsonSerializerContext
{
    public static readonly MergingJson Contract = new(ContractJson.Options);
}
