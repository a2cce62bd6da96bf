using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Participation;

/// <summary>That the figures of an activity are wanted anew.</summary>
internal sealed record ActivityFiguresWanted(int Schema, DateTimeOffset OccurredAt, ActivityId Activity)
{
    public const int CurrentSchema = 1;
}

/// <summary>That contributions of a district's month changed, so that its figures have to be folded.</summary>
internal sealed record MonthFoldWanted(int Schema, DateTimeOffset OccurredAt, AreaCode District, Month Month)
{
    public const int CurrentSchema = 1;
}

/// <summary>What an activity's contribution row holds beside its sets of people.</summary>
internal sealed record StoredContribution(Category Category, int Visits, Domain.Attendance.ServiceMinutes CreditMinutes, Domain.Attendance.ServiceMinutes MakeUpMinutes);

/// <summary>What a figures row holds beside its sets of people.</summary>
internal sealed record StoredFigures(
    int Activities,
    int Visits,
    int People,
    int PartyMembers,
    Domain.Attendance.ServiceMinutes CreditMinutes,
    Domain.Attendance.ServiceMinutes MakeUpMinutes,
    CategoryFigures[] ByCategory,
    ChildFigures[] Children,
    DateTimeOffset AsOf);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ActivityIdConverter), typeof(AreaCodeConverter), typeof(CategoryConverter), typeof(MonthConverter), typeof(PersonIdConverter),
        typeof(ServiceMinutesConverter),         typeof(KebabConverter<Dimension>),
    ])]
[JsonSerializable(typeof(ActivityFiguresWanted))]
[JsonSerializable(typeof(MonthFoldWanted))]
[JsonSerializable(typeof(StoredContribution))]
[JsonSerializable(typeof(StoredFigures))]
[JsonSerializable(typeof(StoredRecord))]
[JsonSerializable(typeof(FigureKey[]))]
[JsonSerializable(typeof(MemberFigures[]))]
internal sealed partial class StoredParticipationJson : JsonSerializerContext;
