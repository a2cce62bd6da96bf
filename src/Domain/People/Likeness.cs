namespace Outreach.Domain.People;

/// <summary>What makes two people likely to be one.</summary>
public static class Likeness
{
    /// <summary>
    /// The members in which two people are the same, by the names that clients know, where they may be one: the same name, and the
    /// same birth date or, where one of them gave none, the same area. Otherwise none.
    /// </summary>
    public static IReadOnlyList<string> Of(Person one, Person other)
    {
        var (born, otherBorn) = (one.Details.BirthDate, other.Details.BirthDate);
        var (sameBirth, sameArea) = (born is not null && born == otherBorn, one.Area == other.Area);
        if (one.Name != other.Name || !(sameBirth || (sameArea && (born is null || otherBorn is null))))
            return [];
        return [.. new[] { "name", sameBirth ? "birthDate" : null, sameArea ? "areaCode" : null }.OfType<string>()];
    }
}
