using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Attendance.Bulk;

/// <summary>
/// Records what a batch says, for who is an organiser of each line's activity. A line that is refused hurts no other. Delivered
/// again it comes to the same: what is decided depends on the facts, on the line and on when the batch was sent.
/// </summary>
public sealed class TakeCheckIns(CheckInBatches batches, ActivityDesk desk, GrantStore grants, PeopleStore people)
{
    [Function(nameof(TakeCheckIns))]
    public async Task Run([QueueTrigger(Queues.CheckInBatches)] string message, CancellationToken cancellation)
    {
        var batch = CheckInBatches.Open(message);
        // Whoever sent it had just shown that their role is good.
        var caller = new Caller(batch.By, await grants.Of(batch.By, cancellation), sessionHash: "", isFresh: true);
        var known = await people.FindAll(batch.Notes.Select(note => note.Person), cancellation);

        // Check-ins go first, so that few check-outs have to wait for theirs; the lines of an activity are committed together.
        var order = batch.Notes.Select((note, i) => (Note: note, Line: i)).OrderBy(x => x.Note.Kind).ToArray();
        var outcomes = new NoteOutcome[order.Length];
        await Task.WhenAll(order.Select(async x =>
            outcomes[x.Line] = await Record(batch, x.Note, known.GetValueOrDefault(x.Note.Person), caller, cancellation)));
        await batches.Keep(batch, outcomes, cancellation);
    }

    private async Task<NoteOutcome> Record(CheckInsSubmitted batch, DeviceNote line, Person? person, Caller caller, CancellationToken cancellation)
    {
        if (person is null)
            return new NoteOutcome(null, "unknown-person");
        if (person.RefusesParticipation is { } withdrawn)
            return Refused(withdrawn);
        var who = person.AsParticipant();
        var recorded = await desk.Commit(
            line.Activity.Value,
            caller,
            state => OfflineDesk.Record(state, new OfflineNote(state.AsKnown(who), line.Kind, line.At, batch.By, batch.OccurredAt)),
            cancellation);
        return recorded.Match(outcome => new NoteOutcome(outcome, null), Refused);
    }

    /// <exception cref="TimeoutException">The store is too busy, which is no answer: the message comes again.</exception>
    private static NoteOutcome Refused(Refusal refusal) => refusal.Kind == RefusalKind.Busy
        ? throw new TimeoutException("The store is too busy to record a check-in.")
        : new NoteOutcome(null, refusal.Errors is [var error, ..] ? error.Rule : refusal.Code);
}
