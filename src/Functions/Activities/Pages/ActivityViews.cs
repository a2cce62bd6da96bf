using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Activities as their page shows them.</summary>
public sealed class ActivityViews(VisibleActivities activities, AreaChoices areas, TimeProvider clock)
{
    internal async Task<ActivityView> Of(ActivityState state, Caller? caller, CancellationToken cancellation) => new(
        state.Activity,
        await areas.NameOf(state.Plan.OrganiserArea, cancellation),
        state.Free,
        state.Plan.Posts.ToDictionary(post => post.Name, state.FreeAt),
        state.Waiting.Count,
        caller is null ? null : Roster.PlaceOf(state, caller.Person),
        caller is not null && state.Attendances.GetValueOrDefault(caller.Person) is { } visit
            ? new Visited(visit.CheckedInAt, visit.CheckedOutAt, visit.Credit(state.Plan).Value)
            : null,
        state.Activity.TakesSignUps(clock.GetUtcNow()),
        state.Activity.Status == ActivityStatus.Closed || clock.GetUtcNow() >= state.Plan.EndsAt)
    {
        LapsedAt = caller is not null && Roster.LastPlaceOf(state, caller.Person) is { Status: SignUpStatus.Lapsed } lapsed
            ? lapsed.OfferExpiresAt
            : null,
        IsUnrecorded = caller is not null && Roster.IsUnrecorded(state, caller.Person, clock.GetUtcNow()),
        MakeUpMinutes = caller is null ? 0 : state.MakeUpOf(caller.Person).Value,
    };

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    /// <param name="post">The post that was chosen; null for none.</param>
    internal async Task<IResult> Refused(string id, Refusal refusal, HttpRequest request, CancellationToken cancellation, string? post = null) =>
        (await activities.Find(id, request.FindCaller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(await Of(state, request.FindCaller(), cancellation) with { Post = post }, refusal, request)
            : Problems.From(refusal);
}
