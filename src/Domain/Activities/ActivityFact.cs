using System.Collections.Immutable;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>
/// What a decision about one activity may write: its header, a sign-up, an attendance and what was entered about it later, or that
/// a person is forgotten. A fact replaces the earlier one of the same subject, so applying it twice is applying it once.
/// </summary>
public abstract record ActivityFact
{
    /// <summary>Whom the fact is about; null for the activity itself. With the kind of the fact, this is its subject.</summary>
    public abstract PersonId? Person { get; }
}

/// <summary>That an activity says nothing of a person any more. What still holds is said under another id.</summary>
public sealed record Forgotten(PersonId Who) : ActivityFact
{
    public override PersonId? Person => Who;
}

/// <summary>What was decided: the facts to write (none when everything stood already) and the answer for the caller.</summary>
public sealed record Decision<T>(ImmutableArray<ActivityFact> Facts, T Answer)
{
    public static Decision<T> Nothing(T answer) => new([], answer);

    public static Decision<T> Of(T answer, params ImmutableArray<ActivityFact> facts) => new(facts, answer);

    /// <summary>The same decision, made after others' facts that are written with it.</summary>
    public Decision<T> After(ImmutableArray<ActivityFact> before) => before.IsEmpty ? this : this with { Facts = [.. before, .. Facts] };
}
