using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Participation;
using Outreach.Functions.People.Consenting;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Exporting;

/// <summary>Everything that is kept of a person.</summary>
/// <param name="Numbers">What is sealed at rest, in clear; for the person alone.</param>
/// <param name="ContactOf">The credit codes of the units that the person speaks for.</param>
/// <param name="SignedInUntil">Until when each session holds, or held.</param>
/// <param name="Activities">Those that say something of the person, in order of their start.</param>
/// <param name="Audit">What staff changed of the person, and who looked at what, newest first.</param>
public sealed record ExportAnswer(
    DateTimeOffset ExportedAt,
    PersonAnswer Person,
    ExportedNumbers? Numbers,
    IReadOnlyList<ConsentAnswer> Consents,
    IReadOnlyList<GrantAnswer> Grants,
    IReadOnlyList<string> ContactOf,
    IReadOnlyList<DateTimeOffset> SignedInUntil,
    PersonRecordAnswer Record,
    IReadOnlyList<ExportedActivity> Activities,
    IReadOnlyList<ExportedCertificate> Certificates,
    IReadOnlyList<AuditEntry> Audit);

public sealed record ExportedNumbers(string? Phone, string? IdNumber, ExportedGuardian? Guardian)
{
    internal static ExportedNumbers Of(Person person) => new(
        person.Details.Phone?.Reveal(), person.Details.IdNumber?.Reveal(),
        person.Details.Guardian is { } guardian ? new ExportedGuardian(guardian.Name.Value, guardian.Phone.Reveal()) : null);
}

public sealed record ExportedGuardian(string Name, string Phone);

/// <summary>What an activity says of a person; absent is what it does not say.</summary>
public sealed record ExportedActivity(
    string ActivityId,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    ExportedSignUp? SignUp,
    ExportedAttendance? Attendance,
    DateTimeOffset? CheckOutAhead,
    MakeUpAnswer? MakeUp,
    CorrectionAnswer? Correction,
    ExportedEvaluation? Evaluation)
{
    internal static ExportedActivity Of(ActivityState state, PersonId person) => new(
        state.Activity.Id.Value, state.Plan.Title, state.Plan.StartsAt, state.Plan.EndsAt,
        state.SignUps.GetValueOrDefault(person) is { } signUp ? ExportedSignUp.Of(signUp) : null,
        (state.Attendances.GetValueOrDefault(person) ?? state.Struck.GetValueOrDefault(person)) is { } there
            ? ExportedAttendance.Of(there, state.CreditOf(person))
            : null,
        state.CheckOutsAhead.GetValueOrDefault(person)?.At,
        state.MakeUps.GetValueOrDefault(person) is { } makeUp ? MakeUpAnswer.Of(makeUp) : null,
        state.Corrections.GetValueOrDefault(person) is { } correction ? CorrectionAnswer.Of(correction) : null,
        state.Evaluations.GetValueOrDefault(person) is { } evaluation
            ? new ExportedEvaluation(evaluation.Quality, evaluation.Remark, evaluation.At)
            : null);
}

public sealed record ExportedSignUp([OneOf<SignUpStatus>] string Status, string? Post, DateTimeOffset At)
{
    internal static ExportedSignUp Of(SignUp signUp) => new(Kebab.Of(signUp.Status), signUp.Post, signUp.At);
}

/// <param name="DistanceMetres">How far from the venue the person was at check-in; absent where the venue did not ask.</param>
/// <param name="StruckAt">When it was found that the person was not there; absent while the attendance stands.</param>
public sealed record ExportedAttendance(
    DateTimeOffset CheckedInAt,
    [OneOf<AttendanceMethod>] string Method,
    DateTimeOffset? CheckedOutAt,
    [OneOf<AttendanceMethod>] string? CheckOutMethod,
    long Minutes,
    int? DistanceMetres,
    DateTimeOffset RecordedAt,
    DateTimeOffset? StruckAt)
{
    internal static ExportedAttendance Of(AttendanceFact attendance, ServiceMinutes credit) => new(
        attendance.CheckedInAt, Kebab.Of(attendance.CheckInMethod), attendance.CheckedOutAt,
        attendance.CheckOutMethod is { } method ? Kebab.Of(method) : null,
        credit.Value, attendance.DistanceMetres, attendance.RecordedAt, attendance.StruckAt);
}

/// <param name="Quality">From 1 to 5, the best.</param>
public sealed record ExportedEvaluation(int Quality, string? Remark, DateTimeOffset At);

public sealed record ExportedCertificate(string Number, DateTimeOffset IssuedAt, string RecordingUnit, long CreditMinutes, long MakeUpMinutes)
{
    internal static ExportedCertificate Of((CertificateNumber Number, StoredCertificate Certificate) issued) => new(
        issued.Number.Value, issued.Certificate.IssuedAt, issued.Certificate.RecordingUnit, issued.Certificate.CreditMinutes,
        issued.Certificate.MakeUpMinutes);
}

[JsonSerializable(typeof(ExportAnswer))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    public static readonly ExportJson Contract = new(ContractJson.Options);
}
