using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Operations;

namespace Outreach.Functions.Operations.Pages;

/// <summary>What waits in the queues, and what was set aside from them.</summary>
public sealed class ShowPoison(PoisonDesk desk)
{
    private const int Shown = 10;

    [Function(nameof(ShowPoison)), Page, Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "manage/queues")] HttpRequest request, CancellationToken cancellation)
    {
        var sent = int.TryParse(request.Query["sent"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : (int?)null;
        return (await desk.Look(Shown, request.Caller(), cancellation)).Match(
            queues => PageAnswers.Show(new QueuesView([.. queues.Select(LineOf)], sent)), Problems.From);
    }

    private static QueueLine LineOf(PoisonQueueAnswer queue) => new(
        queue.Queue, queue.Waiting, queue.Poison,
        [.. queue.Messages.Select(m => new SetAsideLine(m.Id, m.SetAsideAt, m.Form, m.Length, m.Digest))]);
}
