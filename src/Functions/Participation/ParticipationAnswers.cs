using System.Text.Json.Serialization;
using Outreach.Functions.Http;

namespace Outreach.Functions.Participation;

[JsonSerializable(typeof(AreaParticipationAnswer))]
[JsonSerializable(typeof(ActivityParticipationAnswer))]
[JsonSerializable(typeof(PersonRecordAnswer))]
[JsonSerializable(typeof(UnitParticipationAnswer))]
[JsonSerializable(typeof(UnitContactRequest))]
[JsonSerializable(typeof(CertificateAnswer))]
[JsonSerializable(typeof(CertificateVerifiedAnswer))]
internal sealed partial class ParticipationJson : JsonSerializerContext
{
    public static readonly ParticipationJson Contract = new(ContractJson.Options);
}
