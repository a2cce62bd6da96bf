using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Attendance;

/// <summary>How many took part of a class or a group whose members are not registered one by one.</summary>
public sealed record HeadCount(string Class, int Count);

/// <summary>
/// What an activity achieved beyond its participants. Whatever of it an organiser did not count is null. Heads are participation
/// and never hours (Order 67 Art 19).
/// </summary>
/// <param name="Version">Counts the changes, from 1.</param>
public sealed record OutreachResults(
    int? Leaflets,
    int? PeopleReached,
    int? Consultations,
    int? Leads,
    ImmutableArray<HeadCount> HeadCounts,
    PersonId By,
    DateTimeOffset At,
    int Version) : ActivityFact
{
    public override PersonId? Person => null;

    /// <summary>Replaces an activity's results, from its start on.</summary>
    /// <param name="results">Checked by <see cref="ResultsDraft"/>.</param>
    public static Result<Decision<OutreachResults>> Enter(ActivityState state, OutreachResults results)
    {
        if (RefusesYet(state, results.At) is { } refusal)
            return refusal;
        if (state.Results is { } before && before.SaysTheSameAs(results))
            return Decision<OutreachResults>.Nothing(before);
        var next = results with { Version = (state.Results?.Version ?? 0) + 1 };
        return Decision<OutreachResults>.Of(next, next);
    }

    /// <summary>Why nothing can be said yet, or any more, of how an activity went; null when it can.</summary>
    internal static Refusal? RefusesYet(ActivityState state, DateTimeOffset now) => state.Activity.Status switch
    {
        ActivityStatus.Draft => Refusal.Conflict("activity-not-published"),
        ActivityStatus.Cancelled => Refusal.Conflict("activity-closed"),
        _ => now < state.Plan.StartsAt ? Refusal.Conflict("not-begun") : null,
    };

    private bool SaysTheSameAs(OutreachResults other) =>
        (Leaflets, PeopleReached, Consultations, Leads) == (other.Leaflets, other.PeopleReached, other.Consultations, other.Leads) &&
        HeadCounts.SequenceEqual(other.HeadCounts);
}

/// <summary>A head count as it was sent.</summary>
public sealed record HeadCountDraft(string? Class = null, int? Count = null);

/// <summary>Results as they were sent; nothing of them is checked yet.</summary>
public sealed record ResultsDraft(
    int? Leaflets = null,
    int? PeopleReached = null,
    int? Consultations = null,
    int? Leads = null,
    ImmutableArray<HeadCountDraft>? HeadCounts = null)
{
    private const int Most = 1_000_000;
    private const int MostClasses = 50;

    public Result<OutreachResults> Check(PersonId by, DateTimeOffset now)
    {
        var fields = new Fields();
        foreach (var (name, count) in new[]
            { ("leaflets", Leaflets), ("peopleReached", PeopleReached), ("consultations", Consultations), ("leads", Leads) })
            fields.Require(count is null or (>= 0 and <= Most), name, "out-of-range", 0, Most);
        var heads = CheckHeads(fields, HeadCounts ?? []);
        return fields.Refusal is { } refusal
            ? refusal
            : new OutreachResults(Leaflets, PeopleReached, Consultations, Leads, heads, by, now, Version: 0);
    }

    private static ImmutableArray<HeadCount> CheckHeads(Fields fields, ImmutableArray<HeadCountDraft> drafts)
    {
        fields.Require(drafts.Length <= MostClasses, "headCounts", "too-many", MostClasses);
        var heads = ImmutableArray.CreateBuilder<HeadCount>();
        foreach (var (draft, i) in drafts.Take(MostClasses).Select((draft, i) => (draft, i)))
        {
            var name = fields.Take($"headCounts[{i}].class", Text.Parse(draft?.Class, 50));
            fields.Require(draft?.Count is >= 0 and <= Most, $"headCounts[{i}].count", "out-of-range", 0, Most);
            fields.Require(name is null || heads.All(h => h.Class != name), $"headCounts[{i}].class", "duplicate");
            heads.Add(new HeadCount(name!, draft?.Count ?? 0));
        }

        return heads.ToImmutable();
    }
}
