using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>What a certificate says of a person's service on the day it was issued (Order 67 Art 14–15).</summary>
/// <param name="RecordingUnit">Who keeps the record and answers for it.</param>
internal sealed record StoredCertificate(
    PersonId Person,
    PersonName Name,
    VolunteerNumber VolunteerNumber,
    long CreditMinutes,
    long MakeUpMinutes,
    int Services,
    DateOnly? From,
    DateOnly? To,
    string RecordingUnit,
    DateTimeOffset IssuedAt)
{
    /// <summary>
    /// Whether of what was recorded by the time of issue less is left: it has been corrected since (Order 67 Art 13). What was added since is
    /// no correction, and makes none good.
    /// </summary>
    public bool SaysMoreThan(ServiceRecord now)
    {
        var left = now.Services.Where(service => service.RecordedAt <= IssuedAt).ToLookup(service => service.Kind, service => service.Minutes);
        return CreditMinutes > left["credit"].Sum() || MakeUpMinutes > left["make-up"].Sum();
    }
}

/// <summary>
/// Certificates that were issued. The number follows from what is certified, so that asking again for the same record gives the
/// same certificate and writes nothing. It stands in the person's partition; the index leads there from the number.
/// </summary>
public sealed class Certificates(Tables tables, KeyRing keys, TimeProvider clock)
{
    private readonly TableClient _people = tables.People;
    private readonly TableClient _identities = tables.Identities;
    private readonly byte[] _key = keys.DeriveFor("certificates");

    internal async Task<(CertificateNumber Number, StoredCertificate Certificate)> Issue(
        Person person, ServiceRecord record, string recordingUnit, CancellationToken cancellation)
    {
        var number = NumberOf(person, record, recordingUnit);
        if (await Find(person.Id, number, cancellation) is { } issued)
            return (number, issued);

        var certificate = new StoredCertificate(
            person.Id, person.Name, person.VolunteerNumber, record.CreditMinutes, record.MakeUpMinutes, record.CountTimes(),
            record.Services.Count == 0 ? null : record.Services[0].Date, record.Services.Count == 0 ? null : record.Services[^1].Date,
            recordingUnit, clock.GetUtcNow());

        // The index first: a number that was shown must be found. One that leads nowhere is as good as none.
        var key = Keys.Identities.Certificate(number);
        await _identities.Put(new TableEntity(key.Partition, key.Row) { ["Person"] = person.Id.Value }, cancellation);
        var row = Rows.Entity(Keys.People.Certificate(person.Id, number), certificate, CertificatesJson.Default.StoredCertificate);
        return await _people.TryInsert(row, cancellation)
            ? (number, certificate)
            : (number, (await Find(person.Id, number, cancellation))!);
    }

    /// <summary>The certificate of a number; null when none was issued under it, or its person is no longer here.</summary>
    internal async Task<StoredCertificate?> Find(CertificateNumber number, CancellationToken cancellation) =>
        await _identities.Find(Keys.Identities.Certificate(number), cancellation) is { } row
            ? await Find(PersonId.Parse(row.GetString("Person")).Must(), number, cancellation)
            : null;

    /// <summary>Every certificate that a person was issued, in the order of their numbers.</summary>
    internal IAsyncEnumerable<(CertificateNumber Number, StoredCertificate Certificate)> Of(
        PersonId person, CancellationToken cancellation) => _people
        .Range(person.Value, Keys.People.CertificatePrefix, cancellation)
        .Select(row => (NumberOf(row), row.Read(CertificatesJson.Default.StoredCertificate)));

    /// <summary>Makes a person's certificates unknown: their numbers lead nowhere.</summary>
    internal async Task Forget(PersonId person, CancellationToken cancellation)
    {
        await foreach (var row in _people.Range(person.Value, Keys.People.CertificatePrefix, cancellation))
        {
            var key = Keys.Identities.Certificate(NumberOf(row));
            await _identities.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
        }
    }

    private async Task<StoredCertificate?> Find(PersonId person, CertificateNumber number, CancellationToken cancellation) =>
        (await _people.Find(Keys.People.Certificate(person, number), cancellation))?.Read(CertificatesJson.Default.StoredCertificate);

    private static CertificateNumber NumberOf(TableEntity row) =>
        CertificateNumber.Parse(row.RowKey[Keys.People.CertificatePrefix.Length..]).Must();

    private CertificateNumber NumberOf(Person person, ServiceRecord record, string recordingUnit)
    {
        var said = JsonSerializer.SerializeToUtf8Bytes(record, CertificatesJson.Default.ServiceRecord);
        byte[] certified = [.. Encoding.UTF8.GetBytes($"{person.Id}|{person.Name.Value}|{recordingUnit}|"), .. said];
        return CertificateNumber.FromBytes(HMACSHA256.HashData(_key, certified).AsSpan(0, 10));
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(PersonIdConverter), typeof(PersonNameConverter), typeof(VolunteerNumberConverter)])]
[JsonSerializable(typeof(StoredCertificate))]
[JsonSerializable(typeof(ServiceRecord))]
internal sealed partial class CertificatesJson : JsonSerializerContext;
