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
            .Where(record => record.ServiceCounts && (record.Attended || record.MakeUpMinutes is not null))
            .OrderBy(record => record.StartsAt).ThenBy(record => record.Activity.Value, StringComparer.Ordinal)
            .ToListAsync(cancellation);
        var credit = services.Aggregate(ServiceMinutes.Zero, (sum, record) => sum + record.Minutes);
        var makeUp = services.Aggregate(ServiceMinutes.Zero, (sum, record) => sum + (record.MakeUpMinutes ?? ServiceMinutes.Zero));
        var answers = new List<ServiceAnswer>();
        foreach (var record in services)
            answers.AddRange(Lines(record, await territories.Find(record.Organiser, cancellation)));
        return new PersonRecordAnswer(credit.Value, makeUp.Value, stars.Of(credit), answers);
    }

    /// <summary>Credit and make-up stand apart, so an activity may make two lines.</summary>
    private IEnumerable<ServiceAnswer> Lines(StoredRecord record, Area? organiser)
    {
        if (record.Attended)
            yield return Line(record, organiser, record.Minutes, "credit", record.RecordedAt);
        if (record.MakeUpMinutes is { } makeUp)
            yield return Line(record, organiser, makeUp, "make-up", record.MakeUpAt);
    }

    private ServiceAnswer Line(StoredRecord record, Area? organiser, ServiceMinutes minutes, string kind, DateTimeOffset? recordedAt) => new(
        record.Activity.Value, record.Title, CivilTime.DateOf(record.StartsAt), organiser?.Name ?? record.Organiser.Value,
        minutes.Value, kind, recordedAt, recordedAt is { } at && deadline.IsMissed(record.EndsAt, at));
}

/// <param name="Star">How many stars the credit time is worth; make-up time earns none.</param>
public sealed record PersonRecordAnswer(long CreditMinutes, long MakeUpMinutes, int Star, IReadOnlyList<ServiceAnswer> Services);

/// <param name="Organiser">The name of the organising area; its code where the area is no longer known.</param>
/// <param name="Kind"><c>credit</c>: the person's own time, from check-in to check-out; <c>make-up</c>: recorded afterwards and approved.</param>
/// <param name="Late">Recorded later than ten working days after the activity.</param>
public sealed record ServiceAnswer(
    string ActivityId, string Title, DateOnly Date, string Organiser, long Minutes, string Kind, DateTimeOffset? RecordedAt, bool Late);
