using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Gives the caller a place on an activity, the place that is offered to them, or a place in its waiting list.</summary>
public sealed class SignUpForActivity(SignUpDesk desk)
{
    [Function(nameof(SignUpForActivity)), SignedIn]
    [Takes(typeof(SignUpRequest), Optional = true), Answers(201, typeof(SignUpAnswer)), Answers(200, typeof(SignUpAnswer))]
    [Refuses("activity-closed", "not-in-audience", "too-young", "birth-date-needed", "skills-missing", "overlapping-activity", "consent-withdrawn")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/sign-ups")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await Body.ReadOptional(request, ActivitiesJson.Contract.SignUpRequest, new SignUpRequest(), cancellation))
            .TryGet(out var body, out refusal))
            return Problems.From(refusal);
        return (await desk.SignUp(activity, request.Caller().Person, body.Post, cancellation))
            .Match(place => Answers.CreatedOrOk(place.IsNew, SignUpAnswer.Of(place), ActivitiesJson.Contract.SignUpAnswer), Problems.From);
    }
}

public sealed record SignUpRequest(string? Post = null);

/// <param name="Position">The place in the waiting list, from 1; absent for who does not wait.</param>
/// <param name="OfferExpiresAt">Until when the place is held for who is offered one; absent for others.</param>
public sealed record SignUpAnswer([OneOf("confirmed", "offered", "waiting")] string Status, int? Position, DateTimeOffset? OfferExpiresAt)
{
    public static SignUpAnswer Of(Place place) => new(Kebab.Of(place.Status), place.Position, place.OfferExpiresAt);
}
