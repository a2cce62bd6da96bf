using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>How well somebody served, as who organised it saw it: quality and date belong to the record (Order 67 Art 10).</summary>
/// <param name="Of">Who is evaluated.</param>
/// <param name="Quality">From 1 to 5, the best.</param>
public sealed record Evaluation(PersonId Of, int Quality, string? Remark, PersonId By, DateTimeOffset At) : ActivityFact
{
    public const int Best = 5;

    public override PersonId Person => Of;

    /// <summary>
    /// Evaluates who attended, from the start on; a later evaluation replaces an earlier one. The answer tells whether it is the first.
    /// </summary>
    public static Result<Decision<bool>> Enter(ActivityState state, Evaluation evaluation)
    {
        if (OutreachResults.RefusesYet(state, evaluation.At) is { } refusal)
            return refusal;
        if (evaluation.Quality is < 1 or > Best)
            return Refusal.Invalid("out-of-range", "quality", 1, Best);
        if (!state.Attendances.ContainsKey(evaluation.Person))
            return Refusal.Conflict("no-attendance");
        if (!state.Evaluations.TryGetValue(evaluation.Person, out var before))
            return Decision<bool>.Of(true, evaluation);
        return before == evaluation with { At = before.At } ? Decision<bool>.Nothing(false) : Decision<bool>.Of(false, evaluation);
    }
}
