using System.Collections.Immutable;
using Outreach.Domain.Territory;

namespace Outreach.Domain.People;

/// <summary>A consent as sent.</summary>
public sealed record ConsentDraft(string? Version = null);

/// <summary>A registration as it was sent; nothing of it is checked yet.</summary>
public sealed record RegistrationDraft(
    string? Name = null,
    string? Phone = null,
    string? AreaCode = null,
    string? IdNumber = null,
    [Written("date")] string? BirthDate = null,
    [OneOf<Sex>] string? Sex = null,
    ImmutableArray<string>? Skills = null,
    ImmutableArray<string>? Categories = null,
    GuardianDraft? Guardian = null,
    PartyMemberDraft? PartyMember = null,
    ConsentDraft? Consent = null)
{
    /// <summary>What it says of the person, without the consent.</summary>
    public ParticularsDraft ToParticulars() =>
        new(Name, Phone, AreaCode, IdNumber, BirthDate, Sex, Skills, Categories, Guardian, PartyMember);
}

/// <summary>A checked registration: all of a person but the ids, which are given when it is stored.</summary>
public sealed record Registration(Particulars Particulars, Consents Consents)
{
    /// <summary>Checks what was sent, or names every field that is wrong (Order 67 Art 5–6).</summary>
    /// <inheritdoc cref="Particulars.Take" path="/param"/>
    public static Result<Registration> Check(RegistrationDraft draft, Func<AreaCode, bool> exists, DateTimeOffset now)
    {
        var fields = new Fields();
        var particulars = Particulars.Take(fields, draft.ToParticulars(), exists, now);
        var consent = fields.Take("consent.version", Consent.ParseVersion(draft.Consent?.Version));
        return fields.Refusal is { } refusal ? refusal : new Registration(particulars, Consents.AtRegistration(consent, particulars, now));
    }
}
