using Outreach.Domain.People;
using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.People;

/// <summary>What is kept of the visitor, and what they can do about it (PIPL Art 15–16, 45–47).</summary>
/// <param name="Version">Of the person's row: a correction of an older one is refused.</param>
/// <param name="Draft">What the form holds: never the numbers that stand.</param>
/// <param name="NeedsGuardian">Whether a guardian consents in the visitor's place.</param>
/// <param name="IsSaved">Whether a correction was just taken.</param>
public sealed record MyDataView(
    Person Person, string Version, IReadOnlyList<AreaChoice> Areas, ParticularsDraft Draft, bool NeedsGuardian, bool IsSaved)
    : PageView(typeof(MyDataPage))
{
    /// <summary>Which form the notice is about: <c>data</c>, <c>delete</c> or the scope of a consent; null on a page that was just opened.</summary>
    public string? Refused { get; init; }

    /// <summary>The guardian who was filled in beside a consent that was refused.</summary>
    public GuardianDraft? Consenting { get; init; }

    /// <summary>Whether the box for party members was ticked in what was refused.</summary>
    public bool IsPartyConsentGiven { get; init; }

    public override Bilingual Title => new("我的信息", "My data");

    public override string Path => "/me/data";
}
