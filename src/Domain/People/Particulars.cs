using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Territory;

namespace Outreach.Domain.People;

/// <summary>A guardian as sent.</summary>
public sealed record GuardianDraft(string? Name = null, string? Phone = null);

/// <summary>A party member's work and home as sent.</summary>
public sealed record PartyMemberDraft(string? UnitCode = null, string? UnitName = null, string? HomeAreaCode = null);

/// <summary>What somebody says of themself, as it was sent; nothing of it is checked yet.</summary>
public sealed record ParticularsDraft(
    string? Name = null,
    string? Phone = null,
    string? AreaCode = null,
    string? IdNumber = null,
    string? BirthDate = null,
    string? Sex = null,
    ImmutableArray<string>? Skills = null,
    ImmutableArray<string>? Categories = null,
    GuardianDraft? Guardian = null,
    PartyMemberDraft? PartyMember = null)
{
    /// <summary>
    /// What a person would send of themself as they stand: the start of a correction. What follows from the ID number is left out,
    /// so that a corrected number brings its own. It holds the numbers in clear and is for nobody's eyes.
    /// </summary>
    public static ParticularsDraft Of(Person person)
    {
        var (details, id) = (person.Details, person.Details.IdNumber);
        return new ParticularsDraft(
            person.Name.Value,
            details.Phone?.Reveal(),
            person.Area.Value,
            id?.Reveal(),
            details.BirthDate is { } born && born != id?.BirthDate ? CivilDate.Of(born) : null,
            details.Sex is { } sex && sex != id?.Sex ? Kebab.Of(sex) : null,
            person.Skills,
            [.. person.Categories.Select(category => category.Value)],
            details.Guardian is { } guardian ? new GuardianDraft(guardian.Name.Value, guardian.Phone.Reveal()) : null,
            person.PartyMember is { } member
                ? new PartyMemberDraft(member.UnitCode?.Value, member.UnitName, member.HomeArea?.Value)
                : null);
    }
}

/// <summary>What a person says of themself, checked: at registration, and whenever it is corrected.</summary>
public sealed record Particulars(
    PersonName Name,
    AreaCode Area,
    PersonalDetails Details,
    ImmutableArray<string> Skills,
    ImmutableArray<Category> Categories,
    PartyMember? PartyMember)
{
    /// <summary>Below this age (in years) a guardian consents (PIPL Art 31).</summary>
    public const int AgeOfOwnConsent = 14;

    private const int MostSkills = 20;
    private const int OldestAge = 120;

    /// <summary>Checks a correction, or names every field that is wrong (Order 67 Art 12–13).</summary>
    /// <inheritdoc cref="Take" path="/param"/>
    public static Result<Particulars> Check(ParticularsDraft draft, Func<AreaCode, bool> exists, DateTimeOffset now)
    {
        var fields = new Fields();
        var particulars = Take(fields, draft, exists, now);
        return fields.Refusal is { } refusal ? refusal : particulars;
    }

    /// <summary>What the fields say, where they are right; see <see cref="Fields.Take"/>.</summary>
    /// <param name="exists">Whether an area is known; a person cannot live in one that is not.</param>
    internal static Particulars Take(Fields fields, ParticularsDraft draft, Func<AreaCode, bool> exists, DateTimeOffset now)
    {
        var name = fields.Take("name", PersonName.Parse(draft.Name));
        var phone = fields.Take("phone", PhoneNumber.Parse(draft.Phone));
        var area = TakeArea(fields, "areaCode", draft.AreaCode, exists);
        var id = fields.TakeOptional("idNumber", draft.IdNumber, ResidentId.Parse);
        var birthDate = TakeBirthDate(fields, draft.BirthDate, id, CivilTime.DateOf(now));
        var sex = TakeSex(fields, draft.Sex, id);
        var skills = TakeList(fields, "skills", draft.Skills, text => Text.Parse(text, 30));
        var categories = TakeList(fields, "categories", draft.Categories, Category.Parse);
        var guardian = TakeGuardian(fields, draft.Guardian);
        if (NeedsGuardian(birthDate, now))
            fields.Require(draft.Guardian is not null, "guardian", "guardian-required", AgeOfOwnConsent);
        var party = TakePartyMember(fields, draft.PartyMember, exists);
        return new Particulars(name, area, new PersonalDetails(phone, id, birthDate, sex, guardian), skills, categories, party);
    }

    /// <summary>Whether a guardian consents in the person's place; nobody knows where nobody wrote the birth date down.</summary>
    public bool NeedsGuardian(DateTimeOffset now) => NeedsGuardian(Details.BirthDate, now);

    private static bool NeedsGuardian(DateOnly? birthDate, DateTimeOffset now) =>
        birthDate is { } born && born.AddYears(AgeOfOwnConsent) > CivilTime.DateOf(now);

    private static AreaCode TakeArea(Fields fields, string field, string? text, Func<AreaCode, bool> exists) =>
        fields.Take(field, AreaCode.Parse(text).Then<AreaCode>(code => exists(code) ? code : Refusal.Invalid("unknown-area")));

    private static DateOnly? TakeBirthDate(Fields fields, string? text, ResidentId? id, DateOnly today)
    {
        if (text is null)
            return id?.BirthDate;
        var date = fields.Take("birthDate", CivilDate.Parse(text));
        if (date == default)
            return null;
        fields.Require(date <= today && date > today.AddYears(-OldestAge), "birthDate", "not-a-birth-date");
        fields.Require(id is null || id.BirthDate == date, "birthDate", "differs-from-id-number");
        return date;
    }

    private static Sex? TakeSex(Fields fields, string? text, ResidentId? id)
    {
        if (text is null)
            return id?.Sex;
        var parsed = Kebab.Parse<Sex>(text);
        var sex = fields.Take("sex", parsed);
        fields.Require(id is null || !parsed.TryGet(out _, out _) || id.Sex == sex, "sex", "differs-from-id-number");
        return sex;
    }

    private static ImmutableArray<T> TakeList<T>(Fields fields, string field, ImmutableArray<string>? texts, Func<string?, Result<T>> parse)
        where T : notnull
    {
        fields.Require((texts?.Length ?? 0) <= MostSkills, field, "too-many", MostSkills);
        return [.. (texts ?? []).Take(MostSkills).Select((text, i) => fields.Take($"{field}[{i}]", parse(text)))];
    }

    internal static Guardian? TakeGuardian(Fields fields, GuardianDraft? draft) => draft is null
        ? null
        : new Guardian(
            fields.Take("guardian.name", PersonName.Parse(draft.Name)),
            fields.Take("guardian.phone", PhoneNumber.Parse(draft.Phone)));

    private static PartyMember? TakePartyMember(Fields fields, PartyMemberDraft? draft, Func<AreaCode, bool> exists) => draft is null
        ? null
        : new PartyMember(
            fields.TakeOptional("partyMember.unitCode", draft.UnitCode, UnitCode.Parse),
            fields.Take("partyMember.unitName", Text.Parse(draft.UnitName, 100)),
            draft.HomeAreaCode is null ? null : TakeArea(fields, "partyMember.homeAreaCode", draft.HomeAreaCode, exists));
}
