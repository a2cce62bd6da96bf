using System.Collections.Immutable;
using Outreach.Domain.Territory;

namespace Outreach.Domain.People;

/// <summary>Whose value of a field remains.</summary>
public enum MergeChoice
{
    /// <summary>That of the person who remains; also where nothing is chosen.</summary>
    Mine,

    /// <summary>That of the duplicate.</summary>
    Theirs,
}

/// <summary>The choices of a merge as sent, field by field.</summary>
public sealed record MergeFieldsDraft(
    [OneOf<MergeChoice>] string? Name = null,
    [OneOf<MergeChoice>] string? Phone = null,
    [OneOf<MergeChoice>] string? AreaCode = null,
    [OneOf<MergeChoice>] string? IdNumber = null,
    [OneOf<MergeChoice>] string? BirthDate = null,
    [OneOf<MergeChoice>] string? Sex = null,
    [OneOf<MergeChoice>] string? Skills = null,
    [OneOf<MergeChoice>] string? Categories = null,
    [OneOf<MergeChoice>] string? Guardian = null,
    [OneOf<MergeChoice>] string? PartyMember = null)
{
    /// <summary>The fields of which the duplicate's value is taken, by the names that clients know.</summary>
    public Result<ImmutableArray<string>> Check()
    {
        (string Name, string? Choice)[] sent =
        [
            ("name", Name), ("phone", Phone), ("areaCode", AreaCode), ("idNumber", IdNumber), ("birthDate", BirthDate), ("sex", Sex),
            ("skills", Skills), ("categories", Categories), ("guardian", Guardian), ("partyMember", PartyMember),
        ];
        var fields = new Fields();
        var chosen = sent.Where(field => field.Choice is not null)
            .Select(field => (field.Name, Choice: fields.Take(field.Name, Kebab.Parse<MergeChoice>(field.Choice)))).ToList();
        return fields.Refusal is { } refusal
            ? refusal
            : chosen.Where(field => field.Choice == MergeChoice.Theirs).Select(field => field.Name).ToImmutableArray();
    }
}

/// <summary>Merging two people who turned out to be one, field by field, and undoing it.</summary>
public static class Merging
{
    /// <summary>How long after it a merge can be undone (inclusive).</summary>
    public static readonly TimeSpan UndoableFor = TimeSpan.FromDays(30);

    /// <summary>
    /// Who remains, with the duplicate's values where they were chosen. What does not go together is refused by field, and
    /// <c>consent-withdrawn</c> where they withdrew their consent to being known as a party member.
    /// </summary>
    public static Result<Person> Combine(
        Person mine, Person theirs, IReadOnlyCollection<string> taken, Func<AreaCode, bool> exists, DateTimeOffset now)
    {
        var takesMembership = taken.Contains("partyMember") && theirs.PartyMember is not null;
        if (takesMembership && mine.RefusesMembership)
            return Refusal.Conflict("consent-withdrawn");
        var combined = Take(mine, takesMembership ? theirs : theirs with { Consents = mine.Consents }, taken);
        return Particulars.Check(ParticularsDraft.Of(combined), exists, now).Then(particulars => combined.Correct(particulars, now));
    }

    /// <summary>A person with another's values of some fields.</summary>
    public static Person Take(Person mine, Person theirs, IReadOnlyCollection<string> fields)
    {
        var (own, other) = (mine.Details, theirs.Details);
        return mine with
        {
            Name = fields.Contains("name") ? theirs.Name : mine.Name,
            Area = fields.Contains("areaCode") ? theirs.Area : mine.Area,
            Skills = fields.Contains("skills") ? theirs.Skills : mine.Skills,
            Categories = fields.Contains("categories") ? theirs.Categories : mine.Categories,
            PartyMember = fields.Contains("partyMember") ? theirs.PartyMember : mine.PartyMember,
            Consents = fields.Contains("partyMember") ? mine.Consents.Taking(ConsentScope.PartyMembership, theirs.Consents) : mine.Consents,
            Details = new PersonalDetails(
                fields.Contains("phone") ? other.Phone : own.Phone,
                fields.Contains("idNumber") ? other.IdNumber : own.IdNumber,
                fields.Contains("birthDate") ? other.BirthDate : own.BirthDate,
                fields.Contains("sex") ? other.Sex : own.Sex,
                fields.Contains("guardian") ? other.Guardian : own.Guardian),
        };
    }

    /// <summary>
    /// Who remained, as they were before the merge where it changed them; what it left alone stays as it is now. Refused when what it
    /// changed was corrected since, or when they hold a number by now that is the duplicate's.
    /// </summary>
    /// <param name="before">As they were when the merge changed them.</param>
    /// <param name="after">As the merge left them.</param>
    public static Result<Person> Undo(Person now, Person duplicate, Person before, Person after)
    {
        string[] changed = [.. after.DiffersIn(before)];
        if (now.DiffersIn(after).Intersect(changed).Any())
            return Refusal.Conflict("changed-since-merge");
        var restored = Take(now, before, changed);
        return Same(restored.Details.Phone, duplicate.Details.Phone) || Same(restored.Details.IdNumber, duplicate.Details.IdNumber)
            ? Refusal.Conflict("changed-since-merge")
            : restored;
    }

    private static bool Same<T>(T? one, T? other)
        where T : class => one is not null && one.Equals(other);
}
