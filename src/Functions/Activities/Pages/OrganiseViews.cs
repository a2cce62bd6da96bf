using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Activities as the page of their organisers shows them.</summary>
public sealed class OrganiseViews(ActivityDesk desk, PersonLists lists, AreaChoices areas, TimeProvider clock)
{
    /// <summary>With a part of the list.</summary>
    internal async Task<OrganiseView> Of(ActivityState state, Paging paging, HttpRequest request, CancellationToken cancellation)
    {
        var list = await lists.Page(state, paging, cancellation);
        return await Of(state, list, request.NextPageOf(list.Continuation), cancellation);
    }

    /// <summary>With those of the list whose name or volunteer number has a text in it.</summary>
    internal async Task<OrganiseView> Found(string text, ActivityState state, CancellationToken cancellation) =>
        await Of(state, await lists.Find(text, state, cancellation), null, cancellation) with { Sought = text };

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    internal async Task<IResult> Refused(string id, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(await Of(state, Paging.First, request, cancellation), refusal, request)
            : Problems.From(refusal);

    private async Task<OrganiseView> Of(ActivityState state, PersonList list, string? next, CancellationToken cancellation) => new(
        state.Activity, await areas.NameOf(state.Plan.OrganiserArea, cancellation), list.Live, list.Lines, next,
        MayAmend: clock.GetUtcNow() >= state.Plan.EndsAt);
}
