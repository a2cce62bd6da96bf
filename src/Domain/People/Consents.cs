using System.Collections.Immutable;

namespace Outreach.Domain.People;

/// <summary>What a person consents to, each apart from the other (PIPL Art 14, 29).</summary>
public enum ConsentScope
{
    /// <summary>Being registered, taking part, and the record of it (Order 67 Art 6).</summary>
    Participation,

    /// <summary>That they are a party member, and of which unit: it is sensitive (PIPL Art 28).</summary>
    PartyMembership,
}

/// <summary>That somebody agreed to a version of the text of a scope.</summary>
/// <param name="ByGuardian">Whether the guardian did, for a child below <see cref="Particulars.AgeOfOwnConsent"/> (PIPL Art 31).</param>
/// <param name="WithdrawnAt">Null while it was not withdrawn; a later version takes its place without that.</param>
public sealed record Consent(ConsentScope Scope, string Version, DateTimeOffset At, bool ByGuardian, DateTimeOffset? WithdrawnAt = null)
{
    public static Result<string> ParseVersion(string? text) => Text.Parse(text, 40);
}

/// <summary>Everything that a person ever consented to, in the order in which they did. Nothing is taken out.</summary>
public sealed record Consents(ImmutableArray<Consent> All)
{
    /// <summary>The consent to take part, where nobody is there to be asked for more.</summary>
    public static Consents ToParticipation(string version, DateTimeOffset now) =>
        new([new Consent(ConsentScope.Participation, version, now, ByGuardian: false)]);

    /// <summary>What somebody consents to who registers; whoever is a party member says so in a part of the form of its own.</summary>
    public static Consents AtRegistration(string version, Particulars particulars, DateTimeOffset now)
    {
        var byGuardian = particulars.NeedsGuardian(now);
        var first = new Consent(ConsentScope.Participation, version, now, byGuardian);
        return new Consents(particulars.PartyMember is null ? [first] : [first, first with { Scope = ConsentScope.PartyMembership }]);
    }

    /// <summary>Whether the latest consent of a scope was not withdrawn.</summary>
    public bool Stand(ConsentScope scope) => Latest(scope) is { WithdrawnAt: null };

    /// <summary>Null where the person was never asked.</summary>
    public Consent? Latest(ConsentScope scope) => All.LastOrDefault(consent => consent.Scope == scope);

    /// <summary>With another consent; the same version again, while it stands, changes nothing.</summary>
    public Consents With(Consent consent) =>
        Stand(consent.Scope) && Latest(consent.Scope)!.Version == consent.Version ? this : new Consents(All.Add(consent));

    /// <summary>With what somebody else said of a scope in the place of what the person said of it.</summary>
    internal Consents Taking(ConsentScope scope, Consents other) =>
        new([.. All.Where(consent => consent.Scope != scope), .. other.All.Where(consent => consent.Scope == scope)]);

    /// <summary>With the consent of a scope withdrawn; what was withdrawn before stays as it is.</summary>
    public Consents Withdraw(ConsentScope scope, DateTimeOffset now) =>
        Stand(scope) ? new Consents(All.Replace(Latest(scope)!, Latest(scope)! with { WithdrawnAt = now })) : this;
}

/// <summary>A consent as it was sent; nothing of it is checked yet.</summary>
/// <param name="Scope">Participation where none is named.</param>
/// <param name="Guardian">Who consents for a child; has to be the guardian that is registered.</param>
public sealed record ConsentGivenDraft(
    string? Version = null, [OneOf<ConsentScope>] string? Scope = null, GuardianDraft? Guardian = null)
{
    /// <summary>Checks it for a person, or names every field that is wrong.</summary>
    public Result<Consent> Check(Person person, DateTimeOffset now)
    {
        var fields = new Fields();
        var version = fields.Take("version", Consent.ParseVersion(Version));
        var scope = Scope is null ? ConsentScope.Participation : fields.Take("scope", Kebab.Parse<ConsentScope>(Scope));
        var byGuardian = person.Particulars.NeedsGuardian(now);
        if (byGuardian)
            RequireGuardian(fields, person.Details.Guardian);
        return fields.Refusal is { } refusal ? refusal : new Consent(scope, version, now, byGuardian);
    }

    private void RequireGuardian(Fields fields, Guardian? registered)
    {
        fields.Require(Guardian is not null, "guardian", "guardian-required", Particulars.AgeOfOwnConsent);
        if (Particulars.TakeGuardian(fields, Guardian) is { Name: not null, Phone: not null } named)
            fields.Require(named == registered, "guardian", "guardian-differs");
    }
}
