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
    Consents Consents,
    DateTimeOffset RegisteredAt)
{
    /// <summary>The merge by which this person turned out to be another, whose alias the id is since; null for everybody else.</summary>
    public MergeId? MergedBy { get; init; }

    /// <summary>The community whose figures the person counts in: the one reported to, else the one of residence.</summary>
    public AreaCode HomeArea => PartyMember?.HomeArea ?? Area;

    public Particulars Particulars => new(Name, Area, Details, Skills, Categories, PartyMember);

    /// <summary>Why the person may take part in nothing, and nothing new may be written of them; null when both is as they wish.</summary>
    public Refusal? RefusesParticipation => Consents.Stand(ConsentScope.Participation) ? null : Refusal.Conflict("consent-withdrawn");

    /// <summary>Whether the person withdrew the consent to it being kept that they are a party member.</summary>
    public bool RefusesMembership => Consents.Latest(ConsentScope.PartyMembership) is { WithdrawnAt: not null };

    /// <summary>
    /// The same person after a correction. What was signed up for and attended keeps what held at the time. Who says only now that
    /// they are a party member consents to that; refused to who withdrew that consent.
    /// </summary>
    public Result<Person> Correct(Particulars particulars, DateTimeOffset now)
    {
        var corrected = With(particulars);
        if (corrected.PartyMember is null || Consents.Stand(ConsentScope.PartyMembership))
            return corrected;
        return Consents.Latest(ConsentScope.PartyMembership) is null && Consents.Latest(ConsentScope.Participation) is { } consent
            ? corrected with { Consents = Consents.With(consent with { Scope = ConsentScope.PartyMembership, At = now, WithdrawnAt = null }) }
            : Refusal.Conflict("consent-withdrawn") with { Errors = [new FieldError("partyMember", "membership-withdrawn", [])] };
    }

    /// <summary>The same person with a consent withdrawn. Party membership goes with its own; what else is kept is kept only.</summary>
    public Person Withdraw(ConsentScope scope, DateTimeOffset now) => this with
    {
        Consents = Consents.Withdraw(scope, now),
        PartyMember = scope == ConsentScope.PartyMembership ? null : PartyMember,
    };

    private Person With(Particulars particulars) => this with
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
