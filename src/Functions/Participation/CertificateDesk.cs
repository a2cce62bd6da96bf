using Microsoft.Extensions.Configuration;
using Outreach.Domain.People;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>Issues certificates of people's records, in the name of the unit that keeps them.</summary>
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
}
