using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>A person's record of service, for the person and for staff of where they live.</summary>
public sealed class GetPersonRecord(PeopleStore people, PersonRecords records, TerritoryStore territories, Stars stars)
{
    [Function(nameof(GetPersonRecord)), SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}/record")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        var visible = await people.FindVisible(id, p => caller.Owns(p) || caller.Grants.HoldAny(p.Area), cancellation);
        if (!visible.TryGet(out var person, out var refusal))
            return Problems.From(refusal);

        // What is not volunteering is not recorded as such (Order 67 Art 19): a school class counts in the figures alone.
        var services = await records.Of(person.Id, cancellation)
            .Where(record => record.Attended && record.ServiceCounts)
            .OrderBy(record => record.StartsAt)
            .ToListAsync(cancellation);
        var credit = services.Aggregate(ServiceMinutes.Zero, (sum, record) => sum + record.Minutes);
        var answers = new List<ServiceAnswer>();
        foreach (var record in services)
            answers.Add(ServiceAnswer.Of(record, await territories.Find(record.Organiser, cancellation)));
        return Answers.Ok(
            new PersonRecordAnswer(credit.Value, 0, stars.Of(credit), answers), ParticipationJson.Contract.PersonRecordAnswer);
    }
}

public sealed record PersonRecordAnswer(long CreditMinutes, long MakeUpMinutes, int Star, IReadOnlyList<ServiceAnswer> Services);

/// <param name="Organiser">The name of the organising area; its code where the area is no longer known.</param>
/// <param name="Kind"><c>credit</c>: the person's own time, from check-in to check-out.</param>
public sealed record ServiceAnswer(
    string ActivityId, string Title, DateOnly Date, string Organiser, long Minutes, string Kind, DateTimeOffset? RecordedAt)
{
    internal static ServiceAnswer Of(StoredRecord record, Area? organiser) => new(
        record.Activity.Value, record.Title, CivilTime.DateOf(record.StartsAt), organiser?.Name ?? record.Organiser.Value,
        record.Minutes.Value, "credit", record.RecordedAt);
}
