using Azure.Data.Tables;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>What a person's record says of one activity.</summary>
/// <param name="Version">The activity's version that it was at least read from: an older one never replaces it.</param>
/// <param name="Minutes">Credit minutes.</param>
/// <param name="RecordedAt">When the attendance was written down; null while there is none.</param>
/// <param name="CheckInMethod">Null while there is no attendance.</param>
/// <param name="CheckOutMethod"><see cref="AttendanceMethod.Automatic"/> for who forgot; null while there is no check-out.</param>
/// <param name="MakeUp">Time made up, once it is approved; it may be there without an attendance.</param>
/// <param name="Evaluation">Null until the person is evaluated.</param>
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
    DateTimeOffset? RecordedAt,
    AttendanceMethod? CheckInMethod,
    AttendanceMethod? CheckOutMethod,
    RecordedMakeUp? MakeUp,
    RecordedEvaluation? Evaluation)
{
    /// <summary>
    /// What two records of one person say of the same activity: nobody is there twice, so of two attendances the longer stands, and
    /// time made up is still no more than the activity's length leaves. As the figures count it, see <see cref="ActivityState.As"/>.
    /// </summary>
    public StoredRecord With(StoredRecord other)
    {
        var stands = other.Attended && (!Attended || other.Minutes.Value > Minutes.Value) ? other : this;
        var room = ServiceMinutes.Between(StartsAt, EndsAt).Value - stands.Minutes.Value;
        var makeUp = (other.MakeUp?.Minutes.Value ?? -1) > (MakeUp?.Minutes.Value ?? -1) ? other.MakeUp : MakeUp;
        return stands with
        {
            MakeUp = makeUp is null ? null : makeUp with { Minutes = ServiceMinutes.Of(Math.Clamp(room, 0, makeUp.Minutes.Value)).Must() },
            Evaluation = other.Evaluation is { } evaluated && !(Evaluation?.At >= evaluated.At) ? evaluated : Evaluation,
        };
    }
}

/// <param name="RecordedAt">When it was entered, before anybody approved it.</param>
internal sealed record RecordedMakeUp(ServiceMinutes Minutes, DateTimeOffset RecordedAt);

/// <param name="Quality">From 1 to 5, the best.</param>
internal sealed record RecordedEvaluation(int Quality, DateTimeOffset At);

/// <summary>People's records: one row an activity in the person's own partition, made from the activity's facts.</summary>
public sealed class PersonRecords(Tables tables)
{
    private readonly TableClient _table = tables.People;

    internal IAsyncEnumerable<StoredRecord> Of(PersonId person, CancellationToken cancellation) => _table
        .Range(person.Value, Keys.People.RecordPrefix, cancellation)
        .Select(row => row.Read(StoredParticipationJson.Default.StoredRecord));

    /// <summary>What the records of one person under several ids say, each activity once.</summary>
    internal async Task<IEnumerable<StoredRecord>> Of(IReadOnlyCollection<PersonId> ids, CancellationToken cancellation)
    {
        var found = new List<StoredRecord>();
        foreach (var id in ids)
            found.AddRange(await Of(id, cancellation).ToListAsync(cancellation));
        return found.GroupBy(record => record.Activity).Select(same => same.Aggregate((one, other) => one.With(other)));
    }

    /// <summary>Makes a person's row of an activity what the activity says, unless it stands there from a later version.</summary>
    internal Task Replace(PersonId person, ActivityState state, CancellationToken cancellation)
    {
        var who = state.Attendances.GetValueOrDefault(person)?.Who ?? state.MakeUps.GetValueOrDefault(person)?.Who;
        if (who is { Erased: true })
            return Task.CompletedTask; // Nobody is left whose record it would be.

        var key = Keys.People.Record(person, state.Activity.Id);
        var row = Rows.Entity(key, RecordOf(person, state), StoredParticipationJson.Default.StoredRecord);
        TableEntity? Over(TableEntity before) =>
            before.Read(StoredParticipationJson.Default.StoredRecord).Version >= state.Version ? null : row;
        return who is null
            ? _table.Change(key, Over, cancellation) // There is nothing to say but of what was said before.
            : _table.Put(row, Over, cancellation);
    }

    private static StoredRecord RecordOf(PersonId person, ActivityState state)
    {
        var plan = state.Plan;
        var attendance = state.Attendances.GetValueOrDefault(person);
        return new StoredRecord(
            state.Version, state.Activity.Id, plan.Title, plan.OrganiserArea, plan.StartsAt, plan.EndsAt, plan.ServiceCounts,
            attendance is not null, state.CreditOf(person), attendance?.RecordedAt,
            attendance?.CheckInMethod, attendance?.CheckOutMethod,
            state.MakeUps.GetValueOrDefault(person) is { Status: AmendmentStatus.Approved } makeUp
                ? new RecordedMakeUp(state.MakeUpOf(person), makeUp.EnteredAt)
                : null,
            state.Evaluations.GetValueOrDefault(person) is { } evaluation ? new RecordedEvaluation(evaluation.Quality, evaluation.At) : null);
    }
}
