namespace Outreach.Functions.Storage;

/// <summary>Makes the tables and queues that are missing. Making one that is there changes nothing.</summary>
public sealed class Provisioning(Tables tables, Queues queues, PoisonQueues poison)
{
    public Task Run(CancellationToken cancellation) => Task.WhenAll(
        tables.All.Select(table => (Task)table.CreateIfNotExistsAsync(cancellation))
            .Concat(queues.Clients.Concat(poison.Clients).Select(queue => queue.CreateIfNotExistsAsync(cancellationToken: cancellation))));
}
