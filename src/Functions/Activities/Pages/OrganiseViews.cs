using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Participation;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Activities as the page of their organisers shows them.</summary>
public sealed class OrganiseViews(ActivityDesk desk, LiveLists lists, AreaChoices areas)
{
    internal async Task<OrganiseView> Of(ActivityState state, int? recorded, CancellationToken cancellation)
    {
        var (live, people) = await lists.Of(state, cancellation);
        var lines = live.People.Select(line => people.GetValueOrDefault(line.Person) is { } person
            ? new PersonLine(line.Person.Value, person.Name.Value, person.VolunteerNumber.Value, line)
            : new PersonLine(line.Person.Value, null, null, line));
        return new OrganiseView(
            state.Activity, await areas.NameOf(state.Plan.OrganiserArea, cancellation), live, [.. lines], recorded);
    }

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    internal async Task<IResult> Refused(string id, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(await Of(state, null, cancellation), refusal, request)
            : Problems.From(refusal);
}
