using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http;

namespace Outreach.Functions.Attendance.Review;

public sealed record AmendmentAnswer(string Id, [OneOf<AmendmentStatus>] string Status)
{
    internal static AmendmentAnswer Of(Amendment amendment) => new(amendment.Id.Value, Kebab.Of(amendment.Status));
}

/// <param name="DecidedBy">Absent while it is pending.</param>
public sealed record MakeUpAnswer(
    string Id,
    string PersonId,
    long Minutes,
    string Reason,
    [OneOf<AmendmentStatus>] string Status,
    string EnteredBy,
    DateTimeOffset EnteredAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt)
{
    internal static MakeUpAnswer Of(MakeUp makeUp) => new(
        makeUp.Id.Value, makeUp.Person.Value, makeUp.Minutes.Value, makeUp.Reason, Kebab.Of(makeUp.Status),
        makeUp.EnteredBy.Value, makeUp.EnteredAt, makeUp.Verdict?.By.Value, makeUp.Verdict?.At);
}

public sealed record MakeUpsAnswer(IReadOnlyList<MakeUpAnswer> Items, string? Continuation);

/// <param name="Absent">The person was not there at all.</param>
/// <param name="DecidedBy">Absent while it is pending.</param>
public sealed record CorrectionAnswer(
    string Id,
    string PersonId,
    DateTimeOffset? CheckedInAt,
    DateTimeOffset? CheckedOutAt,
    bool Absent,
    string Reason,
    [OneOf<AmendmentStatus>] string Status,
    string EnteredBy,
    DateTimeOffset EnteredAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt)
{
    internal static CorrectionAnswer Of(Correction correction) => new(
        correction.Id.Value, correction.Person.Value, correction.CheckedInAt, correction.CheckedOutAt, correction.Absent, correction.Reason,
        Kebab.Of(correction.Status), correction.EnteredBy.Value, correction.EnteredAt, correction.Verdict?.By.Value, correction.Verdict?.At);
}

public sealed record CorrectionsAnswer(IReadOnlyList<CorrectionAnswer> Items, string? Continuation);

[JsonSerializable(typeof(MakeUpRequest))]
[JsonSerializable(typeof(CorrectionRequest))]
[JsonSerializable(typeof(AmendmentAnswer))]
[JsonSerializable(typeof(MakeUpsAnswer))]
[JsonSerializable(typeof(CorrectionsAnswer))]
internal sealed partial class AmendmentsJson : JsonSerializerContext
{
    public static readonly AmendmentsJson Contract = new(ContractJson.Options);
}
