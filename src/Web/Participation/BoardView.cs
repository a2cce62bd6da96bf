using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Participation;

/// <summary>An area's month, or several of them, for who leads it.</summary>
/// <param name="Parents">What stands above it and is the visitor's to see, the highest first.</param>
/// <param name="AsOf">When it was counted; null while there are no figures.</param>
/// <param name="Children">In order of the visits, the most first.</param>
/// <param name="Communities">Of all streets, where the area has streets below it; in order of the visits.</param>
/// <param name="ShowsAllCommunities">Whether they are all listed, or the first of them.</param>
/// <param name="Trend">Twelve months, the latest last.</param>
/// <param name="Activities">What the area organises itself: beside what is below it or, where nothing is, all that there is.</param>
public sealed record BoardView(
    string Area, string Name, IReadOnlyList<BoardLink> Parents, BoardSpan Span, DateTimeOffset? AsOf, BoardTotal Total,
    IReadOnlyList<CategoryLine> Categories, IReadOnlyList<Ranked<ChildLine>> Children,
    IReadOnlyList<Ranked<CommunityLine>> Communities, bool ShowsAllCommunities, IReadOnlyList<TrendLine> Trend,
    BoardActivities Activities) : PageView(typeof(BoardPage))
{
    public override Bilingual Title => new($"{Name} {Span.Text}", $"{Name} {Span.Text}");

    public override string Script => "board.js";

    /// <summary>
    /// The part of the total that stands in no area below. Null where that is nothing or not all of it was read, and where none stands below.
    /// </summary>
    public ChildLine? Own { get; init; }
}

/// <param name="From">As in 2023-02; the first month, inclusive.</param>
/// <param name="To">The last month, inclusive.</param>
/// <param name="Before">The month before the last one.</param>
public sealed record BoardSpan(string From, string To, string Before, string After)
{
    public string Text => From == To ? To : $"{From} – {To}";
}

/// <param name="PartyMembers">Those of the people who are party members.</param>
/// <param name="Late">What was recorded later than ten working days after the activity.</param>
public sealed record BoardTotal(int Activities, int People, int PartyMembers, int Visits, long CreditMinutes, long MakeUpMinutes, int Late)
{
    /// <summary>The share of party members among the people; a dash where there is nobody.</summary>
    public string PartyShare => Percentage.Of(PartyMembers, People);
}

public sealed record BoardLink(string Code, string Name);

public sealed record CategoryLine(string Category, int Activities, int Visits, long Minutes);

/// <summary>What areas are ranked by.</summary>
public interface IVisited
{
    string Code { get; }

    int Visits { get; }
}

public sealed record ChildLine(string Code, string Name, int Activities, int People, int Visits, long CreditMinutes) : IVisited;

/// <param name="Street">The name of the street that the community belongs to.</param>
public sealed record CommunityLine(string Code, string Name, string Street, int Activities, int Visits, long CreditMinutes) : IVisited;

/// <param name="Lines">In order of the start.</param>
/// <param name="HasMore">Whether there are more than these.</param>
public sealed record BoardActivities(IReadOnlyList<ActivityLine> Lines, bool HasMore);

/// <param name="IsOwn">Whether the visitor is among its organisers, whose page tells who came; others are led to what everybody sees.</param>
/// <param name="Late">How much of it was recorded later than ten working days after the activity.</param>
public sealed record ActivityLine(
    string Id, string Title, DateTimeOffset StartsAt, ActivityStatus Status, bool IsOwn,
    int People, int Visits, long CreditMinutes, long MakeUpMinutes, int Late)
{
    public string Path => IsOwn ? $"/organise/{Id}" : $"/activities/{Id}";
}

public sealed record TrendLine(string Month, int Activities, int People, int Visits, long CreditMinutes);

/// <param name="Rank">From 1; who have the same number of visits share the better rank.</param>
public sealed record Ranked<T>(int Rank, T Line);

public static class Ranks
{
    /// <summary>By visits, the most first; equals by their code.</summary>
    public static IReadOnlyList<Ranked<T>> By<T>(IEnumerable<T> lines)
        where T : IVisited
    {
        var ranked = new List<Ranked<T>>();
        foreach (var line in lines.OrderByDescending(line => line.Visits).ThenBy(line => line.Code, StringComparer.Ordinal))
            ranked.Add(new Ranked<T>(ranked is [.., var last] && last.Line.Visits == line.Visits ? last.Rank : ranked.Count + 1, line));
        return ranked;
    }
}
