using Outreach.Domain.Territory;

namespace Outreach.Domain.People;

/// <summary>
/// What a sign-up or an attendance keeps of a person, as it was at that moment: figures are made from it, so that neither a
/// later move nor a later change of work rewrites an old month.
/// </summary>
/// <param name="Number">The person's dense number, for sets of people.</param>
/// <param name="HomeArea">The community that the person reports to: for a party member the one of the double registration.</param>
/// <param name="Unit">The party member's unit, where it has a credit code.</param>
/// <param name="Erased">True where the id leads to nobody any more; null for everybody else.</param>
public sealed record Participant(PersonId Person, uint Number, AreaCode HomeArea, UnitCode? Unit, bool PartyMember, bool? Erased = null)
{
    /// <summary>What is left of an erased person: an id that was never anybody's, and what figures are made from.</summary>
    public Participant AsErased(PersonId standIn) => this with { Person = standIn, Erased = true };
}
