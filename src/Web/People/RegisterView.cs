using Outreach.Domain.People;
using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.People;

/// <summary>The registration form.</summary>
/// <param name="Form">What tells this form from all others, and nobody but who has it knows.</param>
/// <param name="Areas">The district's areas; people live in a community.</param>
/// <param name="Draft">What was filled in before, where something was wrong with it.</param>
/// <param name="Then">Where to go on afterwards: a path of this site.</param>
public sealed record RegisterView(string Form, IReadOnlyList<AreaChoice> Areas, RegistrationDraft Draft, string Then)
    : PageView(typeof(RegisterPage))
{
    /// <summary>The version of the consent that the form asks for: it changes with the text.</summary>
    public const string ConsentVersion = "1";

    /// <summary>The box to tick for who says that they are a party member: it takes a consent of its own (PIPL Art 29).</summary>
    public const string PartyConsent = "partyConsent";

    /// <summary>The field that the form brings along unseen.</summary>
    public const string FormId = "form";

    /// <summary>Whether the box was ticked in what was filled in before.</summary>
    public bool IsPartyConsentGiven { get; init; }

    public override Bilingual Title => new("志愿者注册", "Register as a volunteer");
}
