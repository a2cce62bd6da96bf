using Outreach.Domain.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Erasing;

/// <summary>Makes people unknown at once, and has everything else of them erased (PIPL Art 47).</summary>
public sealed class ErasureDesk(Erasures erasures, Eraser eraser, AuditLog audit)
{
    internal async Task Erase(Person person, Caller caller, CancellationToken cancellation)
    {
        var standIn = Erasures.NewStandIn();
        if (!caller.Owns(person))
            await audit.Write(person.Area, caller.Person, $"erase-person:{standIn}", "", "", cancellation);
        var erasure = await erasures.Begin(person.Id, standIn, cancellation);
        await eraser.Close(erasure, cancellation);
        await erasures.Send(standIn, cancellation);
    }
}
