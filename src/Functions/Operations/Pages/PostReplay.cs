using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Operations.Pages;

/// <summary>Sends again what was set aside from a queue.</summary>
public sealed class PostReplay(PoisonDesk desk)
{
    [Function(nameof(PostReplay)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/queues/replay")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await request.ReadForm(OperationsJson.Contract.ReplayRequest, cancellation)).TryGet(out var wanted, out var refusal))
            return Problems.From(refusal);
        return (await desk.Replay(wanted, request.Caller(), cancellation)).Match(
            sent => PageAnswers.SeeOther($"/manage/queues?sent={sent}"), Problems.From);
    }
}
