using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Operations;

/// <summary>How many messages wait in each queue, and what was set aside from it, for the admins of the app's district.</summary>
public sealed class ListPoisonMessages(PoisonDesk desk)
{
    [Function(nameof(ListPoisonMessages)), Staff(Role.Admin)]
    [Query("limit"), Answers(200, typeof(PoisonMessagesAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/poison-messages")] HttpRequest request, CancellationToken cancellation)
    {
        if (!Paging.Read(request).TryGet(out var paging, out var refusal))
            return Problems.From(refusal);
        return (await desk.Look(paging.Limit, request.Caller(), cancellation)).Match(
            queues => Answers.Ok(new PoisonMessagesAnswer(queues), OperationsJson.Contract.PoisonMessagesAnswer), Problems.From);
    }
}

public sealed record PoisonMessagesAnswer(IReadOnlyList<PoisonQueueAnswer> Queues);

/// <param name="Waiting">Messages in the queue, those being worked on among them; approximate.</param>
/// <param name="Poison">Messages that were set aside; approximate.</param>
/// <param name="Messages">Those set aside first: at most <c>limit</c> of them, and never more than 32.</param>
public sealed record PoisonQueueAnswer(string Queue, int Waiting, int Poison, IReadOnlyList<PoisonMessageAnswer> Messages);

/// <summary>
/// A message that was set aside, without what it says: the app's own name people by id, but what is set aside need not be the app's.
/// </summary>
/// <param name="SetAsideAt">Null where the store does not tell.</param>
/// <param name="DequeueCount">How often somebody has taken it up since.</param>
/// <param name="Length">Of the body as it stands in the queue, in bytes.</param>
/// <param name="Digest">The same for the same body, so that one that comes back is known again; nothing can be found from it.</param>
public sealed record PoisonMessageAnswer(
    string Id, DateTimeOffset? SetAsideAt, long DequeueCount, [OneOf<BodyForm>] string Form, int Length, string Digest);

[JsonSerializable(typeof(PoisonMessagesAnswer))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(KeysAnswer))]
internal sealed partial class OperationsJson : JsonSerializerContext
{
    public static readonly OperationsJson Contract = new(ContractJson.Options);
}
