using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Bulk;

/// <summary>Registers what a message carries. A bad registration is kept with its reasons and hurts no other.</summary>
public sealed class TakeRegistrations(Registrar registrar, RegistrationBatches batches)
{
    [Function(nameof(TakeRegistrations))]
    public async Task Run([QueueTrigger(Queues.Registrations)] string message, CancellationToken cancellation)
    {
        foreach (var item in batches.Open(message))
        {
            if (await batches.IsRegistered(item, cancellation))
                continue;
            if (item.Draft.TryGet(out var draft, out var refusal) &&
                (await registrar.Register(draft, item.Person, cancellation)).TryGet(out Person? person, out refusal))
                await batches.KeepRegistered(item, person.Id, cancellation);
            else
                await batches.KeepRefused(item, refusal!, cancellation);
        }
    }
}
