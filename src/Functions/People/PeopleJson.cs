using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>A person's row: everything readable in <see cref="Name"/> and beside it, everything personal in <see cref="Sealed"/>.</summary>
internal sealed record StoredPerson(
    PersonId Id,
    uint Number,
    VolunteerNumber VolunteerNumber,
    PersonName Name,
    Domain.Territory.AreaCode Area,
    string Sealed,
    IReadOnlyList<string> Skills,
    IReadOnlyList<Domain.Activities.Category> Categories,
    PartyMember? PartyMember,
    IReadOnlyList<Consent> Consents,
    DateTimeOffset RegisteredAt,
    MergeId? MergedBy);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(AreaCodeConverter), typeof(CategoryConverter), typeof(PersonIdConverter), typeof(PersonNameConverter), typeof(PhoneNumberConverter),
        typeof(ResidentIdConverter), typeof(UnitCodeConverter), typeof(VolunteerNumberConverter), typeof(MergeIdConverter),
        typeof(KebabConverter<ConsentScope>),
        typeof(KebabConverter<Role>), typeof(KebabConverter<Sex>),
    ])]
[JsonSerializable(typeof(StoredPerson))]
[JsonSerializable(typeof(PersonalDetails))]
[JsonSerializable(typeof(Grant[]))]
[JsonSerializable(typeof(PersonId))]
internal sealed partial class StoredPeopleJson : JsonSerializerContext;

[JsonSerializable(typeof(RegistrationDraft))]
[JsonSerializable(typeof(RegistrationDraft[]))]
[JsonSerializable(typeof(ParticularsDraft))]
[JsonSerializable(typeof(RegisteredAnswer))]
[JsonSerializable(typeof(PersonAnswer))]
[JsonSerializable(typeof(OpenSessionRequest))]
[JsonSerializable(typeof(OpenSessionAnswer))]
[JsonSerializable(typeof(MeAnswer))]
[JsonSerializable(typeof(GrantRequest))]
[JsonSerializable(typeof(GrantAnswer))]
[JsonSerializable(typeof(OneTimeLinkAnswer))]
[JsonSerializable(typeof(ConsentGivenDraft))]
[JsonSerializable(typeof(ConsentAnswer))]
[JsonSerializable(typeof(ConsentsAnswer))]
[JsonSerializable(typeof(WithdrawalRequest))]
internal sealed partial class PeopleJson : JsonSerializerContext
{
    public static readonly PeopleJson Contract = new(ContractJson.Options);
}
