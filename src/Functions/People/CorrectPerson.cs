using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People;

/// <summary>Corrects what is kept of a person (Order 67 Art 12–13). What the body does not name stays as it is.</summary>
public sealed class CorrectPerson(PeopleStore people, Corrections corrections, TerritoryStore territories, AuditLog audit, TimeProvider clock)
{
    [Function(nameof(CorrectPerson)), SignedIn(WithGrants = true)]
    [Takes(typeof(ParticularsDraft), MediaType = "application/merge-patch+json"), Answers(200, typeof(PersonAnswer), Tagged = true)]
    [Refuses("already-registered", "consent-withdrawn", "stale")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/people/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await MergePatch.Read(request, cancellation)).TryGet(out var patch, out var refusal) ||
            !(await people.FindVisibleRow(id, caller.OwnsOrAdministers, cancellation)).TryGet(out var before, out refusal))
            return Problems.From(refusal);
        if (request.Stale(before.Tag) is { } stale)
            return Problems.From(stale);
        if (!(await After(before.Person, patch, cancellation)).TryGet(out Person? after, out refusal))
            return Problems.From(refusal);
        if (Lacks(caller, before.Person, after) is { } lacks)
            return Problems.From(lacks);

        string[] changed = [.. after.DiffersIn(before.Person)];
        if (changed.Length == 0)
            return Answer(before);
        return (await corrections.Write(before, after, Note, cancellation)).Match(Answer, Problems.From);

        Task Note() => caller.Owns(after)
            ? Task.CompletedTask
            : audit.Write(before.Person.Area, caller.Person, $"correct-person:{after.Id}", "", string.Join(", ", changed), cancellation);
    }

    private async Task<Result<Person>> After(Person person, MergePatch patch, CancellationToken cancellation)
    {
        if (!patch.ApplyTo(ParticularsDraft.Of(person), PeopleJson.Contract.ParticularsDraft).TryGet(out var draft, out var refusal))
            return refusal;
        var known = await territories.KnownAmong([draft.AreaCode, draft.PartyMember?.HomeAreaCode], cancellation);
        var now = clock.GetUtcNow();
        return Particulars.Check(draft, known.Contains, now).Then<Person>(particulars => person.Correct(particulars, now));
    }

    /// <summary>Staff may move somebody only to where they are admins too: nobody is sent to another's door.</summary>
    private static Refusal? Lacks(Caller caller, Person before, Person after) =>
        caller.Owns(after) || before.Area == after.Area ? null : caller.Lacks(Role.Admin, after.Area);

    private static IResult Answer(PersonRow row) => Answers.Ok(PersonAnswer.Of(row.Person), PeopleJson.Contract.PersonAnswer).WithTag(row.Tag);
}
