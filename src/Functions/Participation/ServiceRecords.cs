using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>A person's record of service as it is shown and certified.</summary>
public sealed class ServiceRecords(PersonRecords records, AliasStore aliases, TerritoryStore territories, Stars stars, RecordingDeadline deadline)
{
    internal async Task<ServiceRecord> Of(PersonId person, CancellationToken cancellation) =>
        await Of([person, .. await aliases.Of(person, cancellation)], cancellation);

    /// <param name="ids">All those that are one person.</param>
    internal async Task<ServiceRecord> Of(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
    {
        // What is not volunteering is not recorded as such (Order 67 Art 19): a school class counts in the figures alone.
        var services = (await records.Of(ids, cancellation))
            .Where(record => (record.Attended || record.MakeUp is not null) && record.ServiceCounts)
            .OrderBy(record => record.StartsAt).ThenBy(record => record.Activity.Value, StringComparer.Ordinal)
            .ToList();
        var credit = services.Aggregate(ServiceMinutes.Zero, (sum, record) => sum + record.Minutes);
        var answers = new List<ServiceAnswer>();
        foreach (var record in services)
        {
            var organiser = await territories.Find(record.Organiser, cancellation);
            if (record.Attended)
                answers.Add(Answer(record, organiser, record.Minutes, "credit", record.RecordedAt));
            if (record.MakeUp is { } makeUp)
                answers.Add(Answer(record, organiser, makeUp.Minutes, "make-up", makeUp.RecordedAt));
        }

        var made = services.Aggregate(ServiceMinutes.Zero, (sum, record) => sum + (record.MakeUp?.Minutes ?? ServiceMinutes.Zero));
        return new ServiceRecord(
            credit.Value, made.Value, stars.Of(credit), answers, [.. services.Where(record => record.Evaluation is not null).Select(Evaluated)]);
    }

    private ServiceAnswer Answer(StoredRecord record, Area? organiser, ServiceMinutes minutes, string kind, DateTimeOffset? recordedAt) => new(
        record.Activity.Value, record.Title, CivilTime.DateOf(record.StartsAt), organiser?.Name ?? record.Organiser.Value,
        minutes.Value, kind, recordedAt,
        recordedAt is { } at && deadline.IsMissed(record.EndsAt, at),
        record.CheckOutMethod == AttendanceMethod.Automatic,
        record.Evaluation?.Quality, record.Evaluation is { } evaluation ? CivilTime.DateOf(evaluation.At) : null);

    private ServiceEvaluationAnswer Evaluated(StoredRecord record)
    {
        var (quality, at) = record.Evaluation!;
        return new ServiceEvaluationAnswer(record.Activity.Value, record.Title, quality, CivilTime.DateOf(at), deadline.IsMissed(record.EndsAt, at));
    }
}

/// <summary>The part of a person's record that is certified.</summary>
/// <param name="Star">How many stars the time is worth.</param>
internal sealed record ServiceRecord(
    long CreditMinutes, long MakeUpMinutes, int Star, IReadOnlyList<ServiceAnswer> Services, IReadOnlyList<ServiceEvaluationAnswer> Evaluations)
{
    /// <summary>
    /// On how many activities the person served: own time and time added afterwards on one are once. A method, since what is a property goes
    /// into the certificate's number.
    /// </summary>
    public int CountTimes() => Services.DistinctBy(service => service.ActivityId).Count();
}

/// <param name="Quality">From 1 to 5, the best.</param>
/// <param name="Late">Recorded later than ten working days after the activity.</param>
public sealed record ServiceEvaluationAnswer(string ActivityId, string Title, int Quality, DateOnly Date, bool Late);

/// <param name="Organiser">The name of the organising area; its code where the area is no longer known.</param>
/// <param name="Kind"><c>credit</c>: the person's own time, from check-in to check-out. <c>make-up</c>: entered afterwards and approved.</param>
/// <param name="Late">Recorded later than ten working days after the activity.</param>
/// <param name="AutomaticCheckOut">The person forgot to check out, and was checked out with the end.</param>
/// <param name="Quality">How well the person served, from 1 to 5, the best; absent until somebody evaluates it.</param>
public sealed record ServiceAnswer(
    string ActivityId,
    string Title,
    DateOnly Date,
    string Organiser,
    long Minutes,
    string Kind,
    DateTimeOffset? RecordedAt,
    bool Late,
    bool AutomaticCheckOut,
    int? Quality,
    DateOnly? EvaluatedOn);
