using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Operations;

/// <summary>Sends messages again that were set aside: all of them, those of one queue, or one. Consumers stand a message that comes twice.</summary>
public sealed class ReplayPoisonMessages(PoisonDesk desk)
{
    [Function(nameof(ReplayPoisonMessages)), Staff(Role.Admin)]
    [Takes(typeof(ReplayRequest), Optional = true), Answers(200, typeof(ReplayAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/poison-messages/replay")] HttpRequest request,
        CancellationToken cancellation)
    {
        if (!(await Body.ReadOptional(request, OperationsJson.Contract.ReplayRequest, new ReplayRequest(), cancellation))
            .TryGet(out var body, out var refusal))
            return Problems.From(refusal);
        return (await desk.Replay(body, request.Caller(), cancellation)).Match(
            replayed => Answers.Ok(new ReplayAnswer(replayed), OperationsJson.Contract.ReplayAnswer), Problems.From);
    }
}

/// <summary>What is to be sent again.</summary>
/// <param name="Queue">The queue that it was set aside from; null for all.</param>
/// <param name="MessageId">The id of one message as the list shows it; null for all.</param>
public sealed record ReplayRequest(string? Queue = null, string? MessageId = null)
{
    /// <summary>The queues that are meant.</summary>
    public Result<string[]> Check()
    {
        var fields = new Fields();
        fields.Require(Queue is null || Queues.All.Contains(Queue), "queue", "one-of", string.Join(", ", Queues.All));
        fields.Require(MessageId is null || Guid.TryParseExact(MessageId, "D", out _), "messageId", "id-form");
        return fields.Refusal is { } refusal ? refusal : Queue is null ? Queues.All.ToArray() : [Queue];
    }
}

/// <param name="Replayed">How many messages were sent; at most a thousand of a queue by one call.</param>
public sealed record ReplayAnswer(int Replayed);
