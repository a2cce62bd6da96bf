using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Activities.Pages;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>
/// Takes a roll call by ticks on the list: whoever is ticked is there from now on, or was for the whole time where the activity is over.
/// </summary>
public sealed class PostRollCall(ActivityDesk desk, RollCallDesk calls, OrganiseViews views, TimeProvider clock)
{
    [Function(nameof(PostRollCall)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "organise/{id}/roll-call")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var ticked = (await request.ReadFormAsync(cancellation))["person"];
        var fields = new Fields();
        PersonId[] people = [.. ticked.Distinct().Select(person => fields.Take("person", PersonId.Parse(person)))];
        fields.Require(people.Length > 0, "person", "required");
        if (fields.Refusal is { } wrong)
            return await views.Refused(id, wrong, request, cancellation);
        if (!(await desk.Read(id, caller, cancellation)).TryGet(out var state, out var refusal) ||
            !(await calls.Record(id, caller, Lines(people, state), cancellation)).TryGet(out var outcomes, out refusal))
            return await views.Refused(id, refusal, request, cancellation);

        foreach (var line in outcomes)
        {
            if (!line.Outcome.TryGet(out _, out var refused))
                return await views.Refused(id, refused, request, cancellation);
        }

        return PageAnswers.SeeOther($"/organise/{state.Activity.Id}?recorded={outcomes.Length}");
    }

    private CalledPerson[] Lines(IEnumerable<PersonId> people, ActivityState state)
    {
        var (plan, now) = (state.Plan, clock.GetUtcNow());
        var isOver = now >= plan.EndsAt;
        return [.. people.Select(person => new CalledPerson(person, isOver ? plan.StartsAt : now, isOver ? plan.EndsAt : null))];
    }
}
