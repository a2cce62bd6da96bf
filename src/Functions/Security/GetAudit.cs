using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;

namespace Outreach.Functions.Security;

/// <summary>What staff changed in an area and everything below it, newest first, for its auditors.</summary>
public sealed class GetAudit(AuditDesk desk)
{
    [Function(nameof(GetAudit)), Staff(Role.Auditor)]
    [Query("limit"), Query("continuation"), Answers(200, typeof(AuditAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/areas/{code}/audit")] HttpRequest request,
        string code,
        CancellationToken cancellation)
    {
        if (!Paging.Read(request).TryGet(out var paging, out var refusal))
            return Problems.From(refusal);
        return (await desk.Read(code, paging, request.Caller(), cancellation)).Match(
            found => Answers.Ok(new AuditAnswer(found.Entries, found.Continuation), AuditJson.Contract.AuditAnswer), Problems.From);
    }
}

public sealed record AuditAnswer(IReadOnlyList<AuditEntry> Items, string? Continuation);

[JsonSerializable(typeof(AuditAnswer))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static readonly AuditJson Contract = new(ContractJson.Options);
}
