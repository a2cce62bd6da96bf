using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Participation;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The visitor's own page: what they signed up for, what they did, and what nobody has recorded yet.</summary>
public sealed class ShowMyRecord(PeopleStore people, ServiceRecords records, OwnPlaces places, AreaChoices areas, TimeProvider clock)
{
    [Function(nameof(ShowMyRecord)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var held = caller.Grants;
        if (await people.FindBehind(caller.Person, cancellation) is not { } person)
            return Problems.From(Refusal.NotFound());
        var (recorded, signedUp) = (records.Of(person.Id, cancellation), places.Of(person.Id, cancellation));
        var (record, own) = (await recorded, await signedUp);
        return PageAnswers.Show(new MyRecordView(
            person.Name.Value, person.VolunteerNumber.Value, await areas.NameOf(person.Area, cancellation), person.Details.Phone?.Masked,
            record.CreditMinutes, record.MakeUpMinutes, record.Star, record.CountTimes(),
            [.. own.Where(IsToCome).Select(LineOf)],
            [.. own.Where(place => place.IsUnrecorded).Select(LineOf)],
            [.. record.Services.Reverse().Select(ServiceLines.Of)],
            held.HoldAnywhere(Role.Organiser), held.HoldAnywhere(Role.Reviewer), held.All.Any(),
            held.HoldAnywhere(Role.Admin) || held.HoldAnywhere(Role.Auditor)));
    }

    /// <summary>What was given back is nothing to come; an offer that lapsed is told of, as long as it matters.</summary>
    private static bool IsToCome(OwnPlace own) => !own.IsUnrecorded && own.Place.Status switch
    {
        SignUpStatus.Cancelled => false,
        SignUpStatus.Lapsed => own.Activity.Status == ActivityStatus.Published,
        _ => true,
    };

    private PlaceLine LineOf(OwnPlace own)
    {
        var plan = own.Activity.Plan;
        return new PlaceLine(
            own.Activity.Id.Value, plan.Title, plan.StartsAt, plan.EndsAt, plan.Venue.Name, own.Place,
            own.Activity.Status == ActivityStatus.Cancelled, own.Activity.TakesSignUps(clock.GetUtcNow()));
    }
}
