using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>A person's record of service as it is shown and certified.</summary>
public sealed class ServiceRecords(PersonRecords records, TerritoryStore territories, Stars stars, RecordingDeadline deadline)
{
    public async Task<PersonRecordAnswer> Of(PersonId person, CancellationToken cancellation)
    {
        // What is not volunteering is not recorded as such (Order 67 Art 19): a school class counts in the figures alone.
        var services = await records.Of(person, cancellation)
            .Where(record => record.Attended && record.ServiceCounts)
            .OrderBy(record => record.StartsAt).ThenBy(record => record.Activity.Value, StringComparer.Ordinal)
            .ToListAsync(cancellation);
        var credit = services.Aggregate(ServiceMinutes.Zero, (sum, record) => sum + record.Minutes);
        var answers = new List<ServiceAnswer>();
        foreach (var record in services)
            answers.Add(Answer(record, await territories.Find(record.Organiser, cancellation)));
        return new PersonRecordAnswer(credit.Value, 0, stars.Of(credit), answers);
    }

    private ServiceAnswer Answer(StoredRecord record, Area? organiser) => new(
        record.Activity.Value, record.Title, CivilTime.DateOf(record.StartsAt), organiser?.Name ?? record.Organiser.Value,
        record.Minutes.Value, "credit", record.RecordedAt,
        record.RecordedAt is { } recordedAt && deadline.IsMissed(record.EndsAt, recordedAt));
}

/// <param name="Star">How many stars the time is worth.</param>
public sealed record PersonRecordAnswer(long CreditMinutes, long MakeUpMinutes, int Star, IReadOnlyList<ServiceAnswer> Services);

/// <param name="Organiser">The name of the organising area; its code where the area is no longer known.</param>
/// <param name="Kind"><c>credit</c>: the person's own time, from check-in to check-out.</param>
/// <param name="Late">Recorded later than ten working days after the activity.</param>
public sealed record ServiceAnswer(
    string ActivityId, string Title, DateOnly Date, string Organiser, long Minutes, string Kind, DateTimeOffset? RecordedAt, bool Late);
