using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;

namespace Outreach.Functions.Security;

/// <summary>What staff changed in an area and everything below it, newest first, for its auditors.</summary>
public sealed class GetAudit(AuditLog audit)
{
    [Function(nameof(GetAudit)), Staff(Role.Auditor)]
    [Query("limit"), Query("continuation"), Answers(200, typeof(AuditAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/areas/{code}/audit")] HttpRequest request,
        string code,
        CancellationToken cancellation)
    {
        if (!AreaCode.Parse(code).TryGet(out var area, out var refusal))
            return Problems.From(refusal.For("code"));
        if (!Paging.Read(request).TryGet(out var paging, out refusal))
            return Problems.From(refusal);
        if (request.Caller().Lacks(Role.Auditor, area) is { } lacks)
            return Problems.From(lacks);

        var found = await audit.Of(area, paging.After, cancellation).Take(paging.Limit + 1).ToListAsync(cancellation);
        var (page, continuation) = paging.Of(found, entry => entry.Key);
        return Answers.Ok(new AuditAnswer([.. page.Select(entry => entry.Entry)], continuation), AuditJson.Contract.AuditAnswer);
    }
}

public sealed record AuditAnswer(IReadOnlyList<AuditEntry> Items, string? Continuation);

[JsonSerializable(typeof(AuditAnswer))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    public static readonly AuditJson Contract = new(ContractJson.Options);
}
