using System.Text.Json.Serialization;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>The facts of an activity as rows hold them, and the message that tells of a commit.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ActivityIdConverter), typeof(AmendmentIdConverter), typeof(AreaCodeConverter), typeof(CategoryConverter), typeof(LocationConverter),
        typeof(PersonIdConverter), typeof(ServiceMinutesConverter), typeof(UnitCodeConverter), typeof(KebabConverter<ActivityStatus>),
        typeof(KebabConverter<Audience>), typeof(KebabConverter<SignUpStatus>), typeof(KebabConverter<AttendanceMethod>),
    ])]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(SignUp))]
[JsonSerializable(typeof(AttendanceFact))]
[JsonSerializable(typeof(CheckOutAhead))]
[JsonSerializable(typeof(MakeUp))]
[JsonSerializable(typeof(Correction))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(OutreachResults))]
[JsonSerializable(typeof(ActivityCommitted))]
[JsonSerializable(typeof(Engagements))]
internal sealed partial class StoredActivitiesJson : JsonSerializerContext;
