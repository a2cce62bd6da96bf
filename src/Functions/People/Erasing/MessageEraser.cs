using Outreach.Functions.People.Bulk;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Erasing;

/// <summary>
/// Erases a person from messages. Those of the poison queues stay and can be sent again, so the stand-in takes the person's place in
/// them, and what a registration says of the person is taken out. Those that wait for a function are worked off, and it writes
/// nothing about somebody who is unknown.
/// </summary>
public sealed class MessageEraser(Queues queues, PoisonQueues poison, RegistrationBatches registrations)
{
    internal async Task Erase(Erasure erasure, CancellationToken cancellation)
    {
        foreach (var queue in Queues.All)
            await poison.Rewrite(queue, message => After(queue, message, erasure), cancellation);
    }

    /// <summary>Whether every message from before an instant is worked off, or has come to a poison queue.</summary>
    internal async Task<bool> AreWorkedOff(DateTimeOffset before, CancellationToken cancellation) =>
        !(await queues.OldestWaiting(cancellation) <= before);

    private string? After(string queue, string message, Erasure erasure)
    {
        var kept = queue == Queues.Registrations ? registrations.Without(message, erasure.Numbers) : message;
        return kept?.Replace(erasure.Person.Value, erasure.StandIn.Value, StringComparison.Ordinal);
    }
}
