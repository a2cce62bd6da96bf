using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>What a person's record says of one activity.</summary>
/// <param name="Version">The activity's version that it was read from: an older one never replaces it.</param>
/// <param name="Minutes">Credit minutes.</param>
/// <param name="RecordedAt">When the attendance was written down; null while there is none.</param>
internal sealed record StoredRecord(
    long Version,
    ActivityId Activity,
    string Title,
    AreaCode Organiser,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    bool ServiceCounts,
    bool Attended,
    ServiceMinutes Minutes,
    DateTimeOffset? RecordedAt);

/// <summary>People's records: one row an activity in the person's own partition, made from the activity's facts.</summary>
public sealed class PersonRecords(Tables tables)
{
    private readonly TableClient _table = tables.People;

    internal IAsyncEnumerable<StoredRecord> Of(PersonId person, CancellationToken cancellation) => _table
        .Range(person.Value, Keys.People.RecordPrefix, cancellation)
        .Select(row => row.Read(StoredParticipationJson.Default.StoredRecord));

    /// <summary>Makes a person's row of an activity what the activity says, unless it stands there from a later version.</summary>
    internal async Task Replace(PersonId person, LoadedActivity activity, CancellationToken cancellation)
    {
        var key = Keys.People.Record(person, activity.State.Activity.Id);
        var row = Rows.Entity(key, RecordOf(person, activity), StoredParticipationJson.Default.StoredRecord);
        while (true)
        {
            var before = await _table.Find(key, cancellation);
            if (before?.Read(StoredParticipationJson.Default.StoredRecord).Version >= activity.Roster.Version)
                return;
            if (before is null ? await _table.TryInsert(row, cancellation) : await _table.TryReplace(row, before.ETag, cancellation))
                return;
        }
    }

    private static StoredRecord RecordOf(PersonId person, LoadedActivity activity)
    {
        var (state, plan) = (activity.State, activity.State.Plan);
        var attendance = state.Attendances.GetValueOrDefault(person);
        return new StoredRecord(
            activity.Roster.Version, state.Activity.Id, plan.Title, plan.OrganiserArea, plan.StartsAt, plan.EndsAt, plan.ServiceCounts,
            attendance is not null, attendance?.Credit(plan) ?? ServiceMinutes.Zero, attendance?.RecordedAt);
    }
}
