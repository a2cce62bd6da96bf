using System.Collections.Immutable;

namespace Outreach.Domain.People;

/// <summary>What decides whether a person may take part in an activity, and nothing that would name them.</summary>
/// <param name="BirthDate">Null where nobody wrote it down.</param>
public sealed record Applicant(Participant Who, DateOnly? BirthDate, bool HasGuardian, ImmutableArray<string> Skills)
{
    public PersonId Person => Who.Person;
}
