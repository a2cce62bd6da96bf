using System.Collections.Immutable;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>Takes a person out of an activity who is to be erased, and leaves what the law asks to keep: that somebody served.</summary>
public static class Departure
{
    /// <summary>How many of others' facts one decision writes anew at most, since a transaction takes a hundred rows.</summary>
    public const int MostAtOnce = 40;

    /// <summary>
    /// The next step, until there is none and nothing is written: first a place that is still of use goes to the next in line; then
    /// what stands is said of the stand-in; then the stand-in has done what the person did for others. No figure changes.
    /// </summary>
    /// <param name="standIn">An id that was never anybody's; the same for all activities of the person.</param>
    public static Result<Decision<bool>> Next(ActivityState state, PersonId person, PersonId standIn, OfferTerms terms, DateTimeOffset now)
    {
        if (HoldsWhatIsOfUse(state, person, now))
            return Roster.Cancel(state, person, terms, now).Then<Decision<bool>>(cancelled => new Decision<bool>(cancelled.Facts, true));
        ImmutableArray<ActivityFact> facts = [.. Own(state, person, standIn)];
        facts = facts.IsEmpty ? [.. ForOthers(state, person, standIn).Take(MostAtOnce)] : facts;
        return new Decision<bool>(facts, !facts.IsEmpty);
    }

    private static bool HoldsWhatIsOfUse(ActivityState state, PersonId person, DateTimeOffset now) =>
        state.Activity.Status == ActivityStatus.Published && now < state.Plan.EndsAt &&
        !state.Attendances.ContainsKey(person) && state.SignUps.GetValueOrDefault(person) is { Stands: true };

    /// <summary>
    /// What counts nowhere (a place given back, an attendance that was not, time that nobody approved) and what was written about the
    /// person (reasons, corrections, evaluations) says nothing that has to be kept.
    /// </summary>
    private static IEnumerable<ActivityFact> Own(ActivityState state, PersonId person, PersonId standIn)
    {
        if (!state.About(person).Any())
            yield break;
        yield return new Forgotten(person);
        foreach (var fact in state.About(person))
        {
            if (fact is SignUp { Stands: true } signUp)
                yield return signUp with { Who = signUp.Who.AsErased(standIn), Engagement = 0 };
            if (fact is AttendanceFact { StruckAt: null } attendance)
                yield return By(attendance with { Who = attendance.Who.AsErased(standIn) }, person, standIn);
            if (fact is MakeUp { Status: AmendmentStatus.Approved } makeUp)
                yield return By(makeUp with { Who = makeUp.Who.AsErased(standIn), Reason = "" }, person, standIn);
        }
    }

    private static IEnumerable<ActivityFact> ForOthers(ActivityState state, PersonId person, PersonId standIn)
    {
        ActivityFact?[] own = [state.Activity, state.Results];
        ActivityFact[] all =
        [
            .. own.OfType<ActivityFact>(), .. state.Attendances.Values, .. state.Struck.Values, .. state.CheckOutsAhead.Values,
            .. state.MakeUps.Values, .. state.Corrections.Values, .. state.Evaluations.Values,
        ];
        return all.Select(fact => (Before: fact, After: By(fact, person, standIn))).Where(x => x.After != x.Before).Select(x => x.After);
    }

    /// <summary>The same fact, with another who wrote it down or decided it where it was the person.</summary>
    private static ActivityFact By(ActivityFact fact, PersonId person, PersonId standIn)
    {
        return fact switch
        {
            Activity activity => activity with { CreatedBy = Instead(activity.CreatedBy) },
            OutreachResults results => results with { By = Instead(results.By) },
            AttendanceFact attendance => attendance with { RecordedBy = Instead(attendance.RecordedBy) },
            CheckOutAhead ahead => ahead with { RecordedBy = Instead(ahead.RecordedBy) },
            Evaluation evaluation => evaluation with { By = Instead(evaluation.By) },
            Amendment amendment => amendment with
            {
                EnteredBy = Instead(amendment.EnteredBy),
                Verdict = amendment.Verdict is { } verdict ? verdict with { By = Instead(verdict.By) } : null,
            },
            _ => fact,
        };

        PersonId Instead(PersonId by) => by == person ? standIn : by;
    }
}
