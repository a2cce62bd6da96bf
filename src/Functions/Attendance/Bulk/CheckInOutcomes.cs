using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;

namespace Outreach.Functions.Attendance.Bulk;

/// <summary>Tells whoever sent a batch what became of it.</summary>
public sealed class CheckInOutcomes(CheckInBatches batches, ActivityStore activities)
{
    /// <summary>A batch line by line; null when the person sent none of that name.</summary>
    internal async Task<CheckInBatchAnswer?> Find(BatchName name, PersonId by, CancellationToken cancellation)
    {
        if (await batches.Find(name, by, cancellation) is not { } kept)
            return null;
        var results = new List<CheckInLineAnswer>();
        foreach (var (note, i) in kept.Batch.Notes.Select((note, i) => (note, i)))
            results.Add(CheckInLineAnswer.Of(note, kept.Outcomes is { } outcomes ? await Latest(note, outcomes[i], cancellation) : null));
        return new CheckInBatchAnswer(name.Device, name.Batch, kept.Batch.Notes.Length, kept.Outcomes is not null, results);
    }

    /// <summary>A check-out that waited for its check-in may have got it from another batch since.</summary>
    private async Task<NoteOutcome> Latest(DeviceNote note, NoteOutcome outcome, CancellationToken cancellation) =>
        outcome.Outcome == OfflineOutcome.WaitingForCheckIn &&
        (await activities.Read(note.Activity, cancellation)).TryGet(out var state, out _) &&
        OfflineDesk.OutcomeOf(state, note.Person, note.Kind, note.At) is { } latest
            ? new NoteOutcome(latest, null)
            : outcome;
}
