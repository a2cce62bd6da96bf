using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.People.Bulk;

/// <summary>Tells admins what became of batches of registrations.</summary>
public sealed class BatchDesk(RegistrationBatches batches)
{
    /// <param name="id">As it was sent.</param>
    internal async Task<Result<BatchAnswer>> Find(string id, Caller caller, Language language, CancellationToken cancellation)
    {
        if (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return Refusal.Invalid("id-form", "batchId");
        var header = await batches.Header(id, cancellation);
        var refused = await batches.Refused(id, cancellation);
        return IsVisible(caller, header, refused.Length)
            ? new BatchAnswer(
                id, header?.Total, await batches.CountRegistered(id, cancellation),
                [.. refused.Select(r => RefusedAnswer.Of(r.Item, r.Refused, language))])
            : Refusal.NotFound();
    }

    /// <summary>What other systems put into the queue belongs to no district: any admin sees the reasons, which name nobody.</summary>
    private static bool IsVisible(Caller caller, BatchHeader? header, int refused) =>
        header is null ? refused > 0 : caller.Holds(Role.Admin, header.District);
}
