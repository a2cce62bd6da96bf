using Outreach.Domain.People;
using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.People;

/// <summary>The people of an area.</summary>
/// <param name="Areas">Those that the visitor is admin of.</param>
/// <param name="People">Null before an area is chosen.</param>
/// <param name="Next">Where the list goes on; null at the end.</param>
public sealed record PeopleView(IReadOnlyList<AreaChoice> Areas, string Area, IReadOnlyList<Person>? People, string? Next)
    : PageView(typeof(PeoplePage))
{
    public override Bilingual Title => new("人员", "People");

    /// <summary>The number that was looked for.</summary>
    public string? Sought { get; init; }

    public override string? Path => Notice is null ? null : "/manage/people";
}

/// <summary>A person as an admin sees them.</summary>
/// <param name="Areas">Those that the visitor may give roles on.</param>
/// <param name="Link">A way in that was just made.</param>
public sealed record ManagedPersonView(
    Person Person, string AreaName, IReadOnlyList<GrantLine> Grants, IReadOnlyList<AreaChoice> Areas, SignInLink? Link)
    : PageView(typeof(ManagedPersonPage))
{
    /// <summary>The role and the area that were chosen in a form that was refused.</summary>
    public GrantChoice? Chosen { get; init; }

    public override Bilingual Title => new(Person.Name.Value, Person.Name.Value);

    public override string Path => $"/manage/people/{Person.Id}";
}

/// <summary>A role on an area as it was sent.</summary>
public sealed record GrantChoice(string? Role, string? Area);

/// <param name="MayTake">Whether the visitor may take it away.</param>
public sealed record GrantLine(Role Role, string Area, string AreaName, bool MayTake);

public sealed record SignInLink(string Url, DateTimeOffset ExpiresAt, QrCode Code);
