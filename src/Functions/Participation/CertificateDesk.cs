using Microsoft.Extensions.Configuration;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>Issues certificates of people's records, in the name of the unit that keeps them, and tells whoever was shown one what it says.</summary>
public sealed class CertificateDesk(ServiceRecords records, Certificates certificates, TerritoryStore territories, IConfiguration configuration)
{
    internal async Task<CertificateAnswer> Issue(Person person, CancellationToken cancellation)
    {
        var record = await records.Of(person.Id, cancellation);
        var unit = configuration["Outreach:RecordingUnit"]
            ?? (await territories.Find(person.Area.District, cancellation))?.Name ?? person.Area.District.Value;
        var (number, certificate) = await certificates.Issue(person, record, unit, cancellation);
        return CertificateAnswer.Of(number, certificate, person, record);
    }

    /// <summary>Null when no certificate was issued under the number, or its person is no longer here.</summary>
    internal async Task<CertificateVerifiedAnswer?> Verify(CertificateNumber number, CancellationToken cancellation) =>
        await certificates.Find(number, cancellation) is { } found
            ? CertificateVerifiedAnswer.Of(number, found, found.SaysMoreThan(await records.Of(found.Person, cancellation)))
            : null;
}
