using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Participation;

/// <summary>An area's month, for who leads it.</summary>
/// <param name="Parents">What stands above it and is the visitor's to see, the highest first.</param>
/// <param name="Month">As in 2023-02.</param>
/// <param name="AsOf">When it was counted; null while the month has no figures.</param>
/// <param name="PartyShare">The share of party members among the people; a dash where there is nobody.</param>
/// <param name="Children">In order of the visits, the most first.</param>
public sealed record BoardView(
    string Area, string Name, IReadOnlyList<BoardLink> Parents, string Month, string FirstDay, string LastDay, string Before, string After,
    DateTimeOffset? AsOf,
    int Activities, int People, int PartyMembers, string PartyShare, int Visits, long CreditMinutes, long MakeUpMinutes,
    IReadOnlyList<CategoryLine> Categories, IReadOnlyList<ChildLine> Children) : PageView(typeof(BoardPage))
{
    public override Bilingual Title => new($"{Name} {Month}", $"{Name} {Month}");
}

public sealed record BoardLink(string Code, string Name);

public sealed record CategoryLine(string Category, int Activities, int Visits, long Minutes);

public sealed record ChildLine(string Code, string Name, int Activities, int People, int Visits, long CreditMinutes);
