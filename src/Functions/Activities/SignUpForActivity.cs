using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities;

/// <summary>Gives the caller a place on an activity, or a place in its waiting list.</summary>
public sealed class SignUpForActivity(ActivityStore activities, PeopleStore people, TimeProvider clock)
{
    [Function(nameof(SignUpForActivity)), SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/activities/{id}/sign-ups")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await Body.ReadOptional(request, ActivitiesJson.Contract.SignUpRequest, new SignUpRequest(), cancellation)).TryGet(out var body, out refusal))
            return Problems.From(refusal);
        if (await people.Find(request.Caller().Person, cancellation) is not { } person)
            return Problems.From(Refusal.NotFound());

        var who = person.AsParticipant();
        return (await activities.Commit(activity, state => Roster.SignUp(state, who, body.Post, clock.GetUtcNow()), cancellation))
            .Match(place => Answers.CreatedOrOk(place.IsNew, SignUpAnswer.Of(place), ActivitiesJson.Contract.SignUpAnswer), Problems.From);
    }
}

public sealed record SignUpRequest(string? Post = null);

/// <param name="Position">The place in the waiting list, from 1; absent for who is confirmed.</param>
public sealed record SignUpAnswer(string Status, int? Position)
{
    public static SignUpAnswer Of(Place place) => new(Kebab.Of(place.Status), place.Position);
}
