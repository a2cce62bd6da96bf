using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;

namespace Outreach.Functions.Security;

/// <summary>Part of an area's audit log.</summary>
/// <param name="Continuation">Where the list goes on; null at the end.</param>
internal sealed record AuditFound(AreaCode Area, IReadOnlyList<AuditEntry> Entries, string? Continuation);

/// <summary>Shows the audit log of an area and everything below it to its auditors, newest first.</summary>
public sealed class AuditDesk(AuditLog audit)
{
    /// <param name="code">As it was sent.</param>
    internal async Task<Result<AuditFound>> Read(string? code, Paging paging, Caller caller, CancellationToken cancellation)
    {
        if (!AreaCode.Parse(code).TryGet(out var area, out var refusal))
            return refusal.For("code");
        if (caller.Lacks(Role.Auditor, area) is { } lacks)
            return lacks;
        var found = await audit.Of(area, paging.After, cancellation).Take(paging.Limit + 1).ToListAsync(cancellation);
        var (page, continuation) = paging.Of(found, entry => entry.Key);
        return new AuditFound(area, [.. page.Select(entry => entry.Entry)], continuation);
    }
}
