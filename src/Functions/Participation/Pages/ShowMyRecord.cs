using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.Participation;

namespace Outreach.Functions.Participation.Pages;

/// <summary>The visitor's own record of service.</summary>
public sealed class ShowMyRecord(PeopleStore people, ServiceRecords records, AreaChoices areas)
{
    [Function(nameof(ShowMyRecord)), Page, SignedIn(WithGrants = true)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (await people.FindBehind(caller.Person, cancellation) is not { } person)
            return Problems.From(Refusal.NotFound());
        var record = await records.Of(person.Id, cancellation);
        return PageAnswers.Show(new MyRecordView(
            person.Name.Value, person.VolunteerNumber.Value, await areas.NameOf(person.Area, cancellation), person.Details.Phone?.Masked,
            record.CreditMinutes, record.MakeUpMinutes, record.Star,
            [.. record.Services.Reverse().Select(LineOf)],
            caller.Grants.All.Any(grant => grant.Gives(Role.Organiser, grant.Area)), caller.Grants.All.Any()));
    }

    private static ServiceLine LineOf(ServiceAnswer service) => new(
        service.ActivityId, service.Title, service.Date, service.Organiser, service.Minutes, service.Kind == "make-up", service.Late);
}
