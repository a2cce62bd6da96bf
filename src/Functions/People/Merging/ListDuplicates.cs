using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Merging;

/// <summary>
/// Who may be the same person: of the same name, and of the same birth date or, where one gave none, the same area. Those where the
/// caller is admin too.
/// </summary>
public sealed class ListDuplicates(PeopleStore people, Likenesses likenesses, AuditLog audit)
{
    [Function(nameof(ListDuplicates)), Staff(Role.Admin)]
    [Query("limit"), Query("continuation"), Answers(200, typeof(DuplicatesAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}/duplicates")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!Paging.Read(request).TryGet(out var paging, out var refusal) ||
            !(await people.FindVisible(id, p => caller.Holds(Role.Admin, p.Area), cancellation)).TryGet(out var person, out refusal))
            return Problems.From(refusal);

        var beside = await people.FindAll(await likenesses.Beside(person, cancellation), cancellation);
        var alike = beside.Values.DistinctBy(other => other.Id)
            .Where(other => other.Id != person.Id && caller.Holds(Role.Admin, other.Area))
            .Select(other => (Person: other, Same: Likeness.Of(person, other))).Where(x => x.Same.Count > 0)
            .OrderBy(x => x.Person.Id.Value, StringComparer.Ordinal);
        var (page, continuation) = paging.Of(alike, x => x.Person.Id.Value);
        foreach (var (other, _) in page)
            await audit.WriteRead(other, caller.Person, "read-person", cancellation);
        return Answers.Ok(
            new DuplicatesAnswer([.. page.Select(x => new DuplicateAnswer(PersonAnswer.Of(x.Person), x.Same))], continuation),
            MergingJson.Contract.DuplicatesAnswer);
    }
}

/// <param name="Same">The members in which the two are the same.</param>
public sealed record DuplicateAnswer(PersonAnswer Person, IReadOnlyList<string> Same);

public sealed record DuplicatesAnswer(IReadOnlyList<DuplicateAnswer> Items, string? Continuation);
