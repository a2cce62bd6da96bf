using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>That the figures of some activities are wanted anew.</summary>
internal sealed record ActivityFiguresWanted(int Schema, DateTimeOffset OccurredAt, ActivityId[] Activities)
{
    public const int CurrentSchema = 2;

    /// <summary>Activities in a message: few enough to be done within a minute, many enough that queues do not slow the night down.</summary>
    public const int MostActivities = 100;
}

/// <summary>That contributions of a district's month changed, so that its figures have to be folded.</summary>
internal sealed record MonthFoldWanted(int Schema, DateTimeOffset OccurredAt, FigureDistrict District, Month Month)
{
    public const int CurrentSchema = 1;
}

/// <summary>What a figures row holds beside its sets of people.</summary>
/// <param name="Outreach">Null where no activity has results.</param>
internal sealed record StoredFigures(
    int Activities,
    int Visits,
    int People,
    int PartyMembers,
    ServiceMinutes CreditMinutes,
    ServiceMinutes MakeUpMinutes,
    CategoryFigures[] ByCategory,
    ChildFigures[] Children,
    DateTimeOffset AsOf,
    OutreachFigures? Outreach,
    int Late = 0);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ActivityIdConverter), typeof(AreaCodeConverter), typeof(CategoryConverter), typeof(FigureDistrictConverter), typeof(MonthConverter),
        typeof(PersonIdConverter), typeof(ServiceMinutesConverter), typeof(KebabConverter<AttendanceMethod>), typeof(KebabConverter<Dimension>),
    ])]
[JsonSerializable(typeof(ActivityFiguresWanted))]
[JsonSerializable(typeof(MonthFoldWanted))]
[JsonSerializable(typeof(StoredContributions))]
[JsonSerializable(typeof(StoredFigures))]
[JsonSerializable(typeof(StoredRecord))]
[JsonSerializable(typeof(FigureKey[]))]
[JsonSerializable(typeof(ContributionPlace[]))]
[JsonSerializable(typeof(MemberFigures[]))]
internal sealed partial class StoredParticipationJson : JsonSerializerContext;
