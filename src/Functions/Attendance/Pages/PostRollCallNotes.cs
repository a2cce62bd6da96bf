using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Attendance.Bulk;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Takes what the page of the roll call noted on its device, once it has a network. The same batch again gets the same answer.</summary>
public sealed class PostRollCallNotes(CheckInBatches batches)
{
    [Function(nameof(PostRollCallNotes)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "roll-call-notes")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, CheckInBatchesContract.Contract.CheckInBatchRequest, cancellation)).TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var batch, out refusal))
            return Problems.From(refusal);
        return (await batches.Submit(batch.Name, batch.Notes, request.Caller().Person, cancellation)).Match(
            accepted => SubmitCheckIns.Answer(batch.Name, accepted), Problems.From);
    }
}
