using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>
/// Takes a roll call by ticks on the list, and by a volunteer number of who may not be on it. Whoever is called is there from now on, or was for
/// the whole time where the activity is over; or leaves now, with <c>kind=out</c>.
/// </summary>
public sealed class PostRollCall(ActivityDesk desk, RollCallDesk calls, IdentityIndex identities, RollCallViews views, TimeProvider clock)
{
    [Function(nameof(PostRollCall)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/roll-call")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await Called(await request.ReadFormAsync(cancellation), cancellation)).TryGet(out var called, out var refusal) ||
            !(await desk.Read(id, caller, cancellation)).TryGet(out var state, out refusal))
            return await views.Refused(id, refusal, request, cancellation);

        var untaken = called.People.Select(person => Untaken(person, called.Kind, state)).OfType<UntakenCall>().ToList();
        var lines = called.People.Where(person => untaken.All(call => call.Person != person)).Select(person => Line(person, called.Kind, state));
        if (!(await calls.Record(id, caller, [.. lines], cancellation)).TryGet(out var outcomes, out refusal))
            return await views.Refused(id, refusal, request, cancellation);

        foreach (var line in outcomes)
        {
            if (!line.Outcome.TryGet(out _, out var why))
                untaken.Add(new UntakenCall(line.Person, why));
        }

        return untaken.Count == 0
            ? PageAnswers.SeeOther($"/organise/{state.Activity.Id}/roll-call?recorded={called.People.Count}")
            : await views.Untaken(id, called.People.Count - untaken.Count, untaken, request, cancellation);
    }

    private async Task<Result<CalledPeople>> Called(IFormCollection form, CancellationToken cancellation)
    {
        var fields = new Fields();
        List<PersonId> people = [.. form["person"].Select(person => fields.Take("person", PersonId.Parse(person)))];
        if (form["number"] is [{ Length: > 0 } text] && fields.Take("number", VolunteerNumber.Parse(text)) is { } number)
        {
            var found = await identities.Find(number, cancellation);
            fields.Require(found is not null, "number", "unknown-person");
            people.AddRange(found is null ? [] : [found]);
        }
        else if (people.Count == 0 && fields.Refusal is null)
        {
            fields.Require(false, "number", "required");
        }

        var kind = form["kind"] is [{ Length: > 0 } sent] ? fields.Take("kind", Kebab.Parse<CheckInKind>(sent)) : CheckInKind.In;
        return fields.Refusal is { } refusal ? refusal : new CalledPeople([.. people.Distinct()], kind);
    }

    /// <summary>
    /// Why a person is not called; null for who is. Nobody is taken for there since the start because they leave, unless the activity is over:
    /// until then somebody can have seen them come.
    /// </summary>
    private UntakenCall? Untaken(PersonId person, CheckInKind kind, ActivityState state) =>
        state.Struck.ContainsKey(person) ? new UntakenCall(person, Refusal.Conflict("struck"))
        : kind == CheckInKind.Out && !IsOver(state) && !state.Attendances.ContainsKey(person)
            ? new UntakenCall(person, Refusal.Conflict("not-there-yet"))
            : null;

    private CalledPerson Line(PersonId person, CheckInKind kind, ActivityState state)
    {
        var (plan, now) = (state.Plan, clock.GetUtcNow());
        DateTimeOffset? left = IsOver(state) ? plan.EndsAt : kind == CheckInKind.Out ? now : null;
        var came = state.Attendances.GetValueOrDefault(person)?.CheckedInAt ?? (left is null ? now : plan.StartsAt);
        return new CalledPerson(person, came, left);
    }

    private bool IsOver(ActivityState state) => clock.GetUtcNow() >= state.Plan.EndsAt;

    private sealed record CalledPeople(IReadOnlyList<PersonId> People, CheckInKind Kind);
}
