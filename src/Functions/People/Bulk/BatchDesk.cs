using System.Collections.Immutable;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Bulk;

/// <summary>What became of a batch so far.</summary>
/// <param name="Header">Null for a day's registrations that came by queue.</param>
/// <param name="Refused">By the index within the batch.</param>
internal sealed record FoundBatch(BatchHeader? Header, int Registered, ImmutableArray<(string Item, RefusedRegistration Refused)> Refused);

/// <summary>Tells admins what became of batches of registrations.</summary>
public sealed class BatchDesk(RegistrationBatches batches)
{
    /// <param name="id">As it was sent.</param>
    internal async Task<Result<FoundBatch>> Find(string id, Caller caller, CancellationToken cancellation)
    {
        if (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return Refusal.Invalid("id-form", "batchId");
        var header = await batches.Header(id, cancellation);
        var refused = await batches.Refused(id, cancellation);
        return IsVisible(caller, header, refused.Length)
            ? new FoundBatch(header, await batches.CountRegistered(id, cancellation), refused)
            : Refusal.NotFound();
    }

    /// <summary>What other systems put into the queue belongs to no district: any admin sees the reasons, which name nobody.</summary>
    private static bool IsVisible(Caller caller, BatchHeader? header, int refused) =>
        header is null ? refused > 0 : caller.Holds(Role.Admin, header.District);
}
