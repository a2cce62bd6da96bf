using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Participation.Entries;
using Outreach.Functions.People.Merging;

namespace Outreach.Functions.Participation;

/// <summary>People's whole records: service, trainings, awards and evaluations (Order 67 Art 7–10).</summary>
public sealed class WholeRecords(ServiceRecords services, RecordEntries entries, AliasStore aliases)
{
    internal async Task<PersonRecordAnswer> Of(PersonId person, CancellationToken cancellation)
    {
        PersonId[] ids = [person, .. await aliases.Of(person, cancellation)];
        var service = services.Of(ids, cancellation);
        var trainings = entries.Of(ids, EntryKinds.Training, cancellation);
        var awards = entries.Of(ids, EntryKinds.Award, cancellation);
        await Task.WhenAll(service, trainings, awards);
        return PersonRecordAnswer.Of(await service, await trainings, await awards);
    }
}

/// <param name="Star">How many stars the time is worth.</param>
/// <param name="Training">It is no service, and counts in no minutes.</param>
public sealed record PersonRecordAnswer(
    long CreditMinutes,
    long MakeUpMinutes,
    int Star,
    IReadOnlyList<ServiceAnswer> Services,
    IReadOnlyList<TrainingAnswer> Training,
    IReadOnlyList<AwardAnswer> Awards,
    IReadOnlyList<ServiceEvaluationAnswer> Evaluations)
{
    internal static PersonRecordAnswer Of(
        ServiceRecord service, IReadOnlyList<StoredEntry<Training>> trainings, IReadOnlyList<StoredEntry<Award>> awards) => new(
        service.CreditMinutes, service.MakeUpMinutes, service.Star, service.Services,
        [.. trainings.Select(TrainingAnswer.Of)], [.. awards.Select(AwardAnswer.Of)], service.Evaluations);
}
