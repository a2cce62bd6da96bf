using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;

namespace Outreach.Domain.People;

/// <summary>The adult who answers for a child.</summary>
public sealed record Guardian(PersonName Name, PhoneNumber Phone);

/// <summary>Where a party member works, and the community that they report to besides (双报到).</summary>
/// <param name="UnitCode">Null where the unit has no credit code, or nobody knew it.</param>
/// <param name="HomeArea">Null where it is the area of residence.</param>
public sealed record PartyMember(UnitCode? UnitCode, string UnitName, AreaCode? HomeArea);

/// <summary>What is sealed at rest and shown masked, or not at all.</summary>
public sealed record PersonalDetails(PhoneNumber? Phone, ResidentId? IdNumber, DateOnly? BirthDate, Sex? Sex, Guardian? Guardian);

/// <summary>The version of the consent text that was agreed to, and when.</summary>
public sealed record Consent(string Version, DateTimeOffset At)
{
    public static Result<string> ParseVersion(string? text) => Text.Parse(text, 40);
}

/// <summary>A registered person.</summary>
/// <param name="Number">A dense number for sets of people; means nothing outside the figures.</param>
public sealed record Person(
    PersonId Id,
    uint Number,
    VolunteerNumber VolunteerNumber,
    PersonName Name,
    AreaCode Area,
    PersonalDetails Details,
    ImmutableArray<string> Skills,
    ImmutableArray<Category> Categories,
    PartyMember? PartyMember,
    Consent Consent,
    DateTimeOffset RegisteredAt)
{
    /// <summary>The community whose figures the person counts in: the one reported to, else the one of residence.</summary>
    public AreaCode HomeArea => PartyMember?.HomeArea ?? Area;

    /// <summary>The same person after a correction. What was signed up for and attended keeps what held at the time.</summary>
    public Person With(Particulars particulars) => this with
    {
        Name = particulars.Name,
        Area = particulars.Area,
        Details = particulars.Details,
        Skills = particulars.Skills,
        Categories = particulars.Categories,
        PartyMember = particulars.PartyMember,
    };

    /// <summary>Whether somebody is under age on a day; where nobody wrote the birth date down, whether a guardian answers for them.</summary>
    public bool IsMinor(DateOnly on) => Details.BirthDate is { } born ? born.AddYears(Eligibility.AgeOfMajority) > on : Details.Guardian is not null;

    /// <summary>Which members of the two differ, by the names that clients know; never what they hold.</summary>
    public IEnumerable<string> DiffersIn(Person other)
    {
        (string Name, bool Same)[] members =
        [
            ("name", Name == other.Name), ("phone", Details.Phone == other.Details.Phone), ("areaCode", Area == other.Area),
            ("idNumber", Details.IdNumber == other.Details.IdNumber), ("birthDate", Details.BirthDate == other.Details.BirthDate),
            ("sex", Details.Sex == other.Details.Sex), ("skills", Skills.SequenceEqual(other.Skills)),
            ("categories", Categories.SequenceEqual(other.Categories)), ("guardian", Details.Guardian == other.Details.Guardian),
            ("partyMember", PartyMember == other.PartyMember),
        ];
        return members.Where(member => !member.Same).Select(member => member.Name);
    }

    public Participant AsParticipant() => new(Id, Number, HomeArea, PartyMember?.UnitCode, PartyMember is not null);

    public Applicant AsApplicant() => new(AsParticipant(), Details.BirthDate, Details.Guardian is not null, Skills);
}
