using System.Collections.Immutable;

namespace Outreach.Domain.People;

/// <summary>Whom an alias turned out to be.</summary>
/// <param name="Number">The person's dense number, which takes the place of the alias's own in sets of people.</param>
public sealed record Survivor(PersonId Person, uint Number);

/// <summary>
/// Ids of people who were merged into others (docs/adr/0018). Facts keep the id that they were recorded with; whoever counts them
/// tells them of the one who remains.
/// </summary>
public sealed record Aliases(ImmutableDictionary<PersonId, Survivor> All)
{
    public static readonly Aliases None = new(ImmutableDictionary<PersonId, Survivor>.Empty);

    public bool Name(PersonId person) => All.ContainsKey(person);

    /// <summary>Who remains of a person: for most people themself.</summary>
    public PersonId SurvivorOf(PersonId person) => All.GetValueOrDefault(person)?.Person ?? person;

    /// <summary>The same participant, as they were at that moment, told of who remains.</summary>
    public Participant SurvivorOf(Participant who) =>
        All.GetValueOrDefault(who.Person) is { } survivor ? who with { Person = survivor.Person, Number = survivor.Number } : who;

    public bool Equals(Aliases? other) =>
        other is not null && All.Count == other.All.Count && All.All(alias => other.All.GetValueOrDefault(alias.Key) == alias.Value);

    public override int GetHashCode() => All.Count;
}
