using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.Participation;

/// <summary>The caller's record as a certificate, free of charge, under a number by which anybody can verify it.</summary>
public sealed class GetCertificate(PeopleStore people, CertificateDesk desk)
{
    [Function(nameof(GetCertificate)), SignedIn]
    [Answers(200, typeof(CertificateAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/people/{id}/certificate")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!(await people.FindVisible(id, caller.Owns, cancellation)).TryGet(out var person, out var refusal))
            return Problems.From(refusal);

        return Answers.Ok(await desk.Issue(person, cancellation), ParticipationJson.Contract.CertificateAnswer);
    }
}

/// <param name="IdType"><c>resident-id</c>, or absent where the person gave none; the number itself is not shown.</param>
/// <param name="Hours">Credit and make-up time together, to one decimal.</param>
public sealed record CertificateAnswer(
    string Number,
    DateTimeOffset IssuedAt,
    string RecordingUnit,
    string Name,
    string VolunteerNumber,
    string? IdType,
    long CreditMinutes,
    long MakeUpMinutes,
    string Hours,
    int Star,
    DateOnly? From,
    DateOnly? To,
    IReadOnlyList<ServiceAnswer> Services,
    string VerifyAt)
{
    internal static CertificateAnswer Of(CertificateNumber number, StoredCertificate certificate, Person person, ServiceRecord record) => new(
        number.Value, certificate.IssuedAt, certificate.RecordingUnit, person.Name.Value, person.VolunteerNumber.Value,
        person.Details.IdNumber is null ? null : "resident-id",
        record.CreditMinutes, record.MakeUpMinutes, ServiceMinutes.Of(record.CreditMinutes + record.MakeUpMinutes).Must().Hours, record.Star,
        certificate.From, certificate.To, record.Services, $"/api/certificates/{number}");
}
