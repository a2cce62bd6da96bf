using System.Collections.Immutable;

namespace Outreach.Domain.Tests.Activities;

/// <summary>What somebody in the line of an activity has.</summary>
internal enum Has
{
    Place,
    Offer,
    Wait,
}

/// <param name="Until">When an offer ends by its own time.</param>
internal sealed record InLine(uint Who, string? Post, Has Has, DateTimeOffset Until = default)
{
    public bool Takes => Has is Has.Place or Has.Offer;
}

/// <summary>
/// The rules of api.md, domain.md and docs/adr/0009 again, one sentence after the other, as a plain line of people in order of
/// arrival: slow, with no count that could be wrong. Whatever is done gives what is then, and what is said to who did it.
/// </summary>
internal sealed record PlainActivity(
    DateTimeOffset Starts, DateTimeOffset Ends, DateTimeOffset Closes, int? Places, ImmutableSortedDictionary<string, int> Posts)
{
    /// <summary>What somebody who is erased is called from then on, by whom they were.</summary>
    public const uint StandIn = 100;

    private const string New = ", new";

    public string Status { get; init; } = "draft";

    public ImmutableList<InLine> Line { get; init; } = [];

    public ImmutableSortedSet<uint> There { get; init; } = [];

    public ImmutableSortedSet<uint> Left { get; init; } = [];

    /// <summary>Who was erased, and so does nothing any more.</summary>
    public ImmutableHashSet<uint> Gone { get; init; } = [];

    public override string ToString() => Tell(
        Status,
        $"{Line.Count(p => p.Takes)} of {Places}",
        Posts.Select(post => $"{post.Key} {Taken(post.Key)} of {post.Value}"),
        Line.Where(p => p.Has == Has.Place).OrderBy(p => p.Who).Select(Named),
        Line.Where(p => p.Has == Has.Offer).OrderBy(p => p.Who).Select(p => $"{Named(p)} until {At(EndOf(p))}"),
        Line.Where(p => p.Has == Has.Wait).Select(Named),
        There,
        Left);

    /// <summary>One way to tell what is, by the model and by what is held against it.</summary>
    public static string Tell(
        string status, string taken, IEnumerable<string> posts, IEnumerable<string> places, IEnumerable<string> offers,
        IEnumerable<string> waiting, IEnumerable<uint> there, IEnumerable<uint> left) => $"""
        {status}, taken {taken}: {string.Join(", ", posts)}
        has a place: {string.Join(", ", places)}
        is offered one: {string.Join(", ", offers)}
        waits: {string.Join(", ", waiting)}
        is there: {string.Join(", ", there)}
        has left: {string.Join(", ", left)}
        """;

    /// <summary>A moment as minutes from the start.</summary>
    public static string At(DateTimeOffset instant) => $"{(instant - Given.Start).TotalMinutes:0.##}'";

    public static string Named(uint who, string? post) => post is null ? $"{who}" : $"{who} for {post}";

    public (PlainActivity After, string Said) Publishes() => Status switch
    {
        "draft" => (this with { Status = "published" }, "published"),
        "published" => (this, "published"),
        _ => Refuses("activity-closed"),
    };

    public (PlainActivity After, string Said) CallsOff() => Status switch
    {
        "cancelled" => (this, "cancelled"),
        "closed" => Refuses("activity-closed"),
        _ when Attended.Any() => Refuses("already-attended"),
        _ => (this with { Status = "cancelled" }, "cancelled"),
    };

    /// <summary>Who is still in is checked out.</summary>
    public (PlainActivity After, string Said) Closed() => Status switch
    {
        "published" => (this with { Status = "closed", There = [], Left = Left.Union(There) }, "closed"),
        "closed" => (this, "closed"),
        "draft" => Refuses("activity-not-published"),
        _ => Refuses("activity-closed"),
    };

    /// <summary>
    /// Nobody loses a place, an offer or the hope of one: the places in all, and those of a post that anybody is in line for, are
    /// at least those that are taken.
    /// </summary>
    public (PlainActivity After, string Said) Replans(PlainActivity plan, DateTimeOffset now)
    {
        if (Status is "cancelled" or "closed")
            return Refuses("activity-closed");
        var known = Settled(now);
        if (Status == "published" && known.Line.Count(p => p.Takes) > plan.Places)
            return Refuses("places-taken");
        if (Status == "published" && known.Line.Any(p => p.Post is { } post && !(plan.Posts.GetValueOrDefault(post, -1) >= known.Taken(post))))
            return Refuses("post-taken");
        return ((known with { Places = plan.Places, Posts = plan.Posts, Closes = plan.Closes }).Settled(now), "planned");
    }

    public (PlainActivity After, string Said) Comes(uint who, string? post, DateTimeOffset now)
    {
        if (Status == "draft")
            return Refuses("not-found");
        var known = Settled(now);
        var held = known.Line.Find(p => p.Who == who);
        if (held is { Has: Has.Place or Has.Wait })
            return (known, known.Told(held));
        if (Status != "published" || now >= Closes)
            return Refuses("activity-closed");
        if (held is not null)
            return (known with { Line = known.Line.Replace(held, held with { Has = Has.Place }) }, "confirmed");
        if (post is not null && !Posts.ContainsKey(post))
            return Refuses("unknown-post");
        var comes = new InLine(who, post, known.HasRoom(post) ? Has.Place : Has.Wait);
        var after = known with { Line = known.Line.Add(comes) };
        return (after, after.Told(comes) + New);
    }

    public (PlainActivity After, string Said) Leaves(uint who, DateTimeOffset now)
    {
        if (Status == "draft")
            return Refuses("not-found");
        if (Attended.Contains(who))
            return Refuses("already-checked-in");
        var known = Settled(now);
        if (known.Line.Find(p => p.Who == who) is not { } held)
            return (known, "cancelled");
        return Status != "cancelled" && now >= Ends
            ? Refuses("activity-closed")
            : ((known with { Line = known.Line.Remove(held) }).Settled(now), "cancelled" + New);
    }

    public (PlainActivity After, string Said) ChecksIn(uint who, DateTimeOffset now)
    {
        if (Status == "draft")
            return Refuses("not-found");
        if (Attended.Contains(who))
            return (this, "there");
        if (Status != "published" || now >= Ends)
            return Refuses("activity-closed");
        if (now < Starts.AddMinutes(-30))
            return Refuses("not-yet-open");
        return Line.Any(p => p.Who == who && p.Has == Has.Place) ? (this with { There = There.Add(who) }, "there" + New) : Refuses("not-signed-up");
    }

    /// <summary>Whoever was there is recorded, signed up or not; it gives nobody a place.</summary>
    public (PlainActivity After, string Said) IsCalled(uint who, DateTimeOffset now)
    {
        if (Status != "published")
            return Refuses(Status == "draft" ? "activity-not-published" : "activity-closed");
        if (now < Starts)
            return Refuses("in-the-future");
        return Attended.Contains(who) ? (this, "there") : (this with { There = There.Add(who) }, "there" + New);
    }

    /// <summary>A place that is still of use goes to the next in line; what stands is said of the stand-in.</summary>
    public (PlainActivity After, string Said) IsErased(uint who, DateTimeOffset now)
    {
        var ofUse = Status == "published" && now < Ends && !Attended.Contains(who) && Line.Any(p => p.Who == who);
        var left = ofUse ? Leaves(who, now).After : this;
        return (left with
        {
            Line = [.. left.Line.Select(p => p with { Who = Renamed(p.Who) })],
            There = [.. left.There.Select(Renamed)],
            Left = [.. left.Left.Select(Renamed)],
            Gone = left.Gone.Add(who),
        }, "erased");

        uint Renamed(uint other) => other == who ? who + StandIn : other;
    }

    /// <summary>
    /// Who was offered a place and did not take it in time is out of the line, and what is free is offered to the first in line
    /// whose post has room.
    /// </summary>
    public PlainActivity Settled(DateTimeOffset now)
    {
        if (Status != "published")
            return this;
        var after = this with { Line = Line.RemoveAll(p => p.Has == Has.Offer && EndOf(p) <= now) };
        while (after.NextInLine(now) is { } next)
            after = after with { Line = after.Line.Replace(next, next with { Has = Has.Offer, Until = LastFrom(now) }) };
        return after;
    }

    /// <summary>Who has to be offered a place now; null when everything is settled.</summary>
    public InLine? NextInLine(DateTimeOffset now) =>
        Status == "published" && now < Closes ? Line.Find(p => p.Has == Has.Wait && HasRoom(p.Post)) : null;

    private IEnumerable<uint> Attended => There.Union(Left);

    /// <summary>
    /// An offer lasts two hours; near the start half of the time that is left, a quarter of an hour at least; never beyond the close of
    /// sign-up. Who was told so is not given longer by a close that is put off.
    /// </summary>
    private DateTimeOffset LastFrom(DateTimeOffset now) =>
        Earlier(now.AddMinutes(Math.Min(120, Math.Max(15, (Starts - now).TotalMinutes / 2))), Closes);

    /// <summary>A close that is moved forward ends what was offered for longer.</summary>
    private DateTimeOffset EndOf(InLine offer) => Earlier(offer.Until, Closes);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private int Taken(string post) => Line.Count(p => p.Takes && p.Post == post);

    private bool HasRoom(string? post) =>
        !(Line.Count(p => p.Takes) >= Places) && (post is null || Taken(post) < Posts[post]);

    private string Told(InLine held) =>
        held.Has == Has.Place ? "confirmed" : $"waiting at {Line.Where(p => p.Has == Has.Wait).TakeWhile(p => p != held).Count() + 1}";

    private (PlainActivity After, string Said) Refuses(string rule) => (this, rule);

    private static string Named(InLine one) => Named(one.Who, one.Post);
}
