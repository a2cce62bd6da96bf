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
    internal async Task<OrganiseView> Of(ActivityState state, CancellationToken cancellation)
    {
        var list = await lists.Of(state, cancellation);
        return new OrganiseView(
            state.Activity, await areas.NameOf(state.Plan.OrganiserArea, cancellation), list.Live, PersonLines.Of(state, list));
    }

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    internal async Task<IResult> Refused(string id, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(await Of(state, cancellation), refusal, request)
            : Problems.From(refusal);
}
