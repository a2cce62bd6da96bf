namespace Outreach.Domain.Participation;

/// <summary>What staff enter into a person's record besides service. It is no service and never counts as time (Order 67 Art 8–9, 19).</summary>
/// <param name="Date">The civil day of it; today at the latest.</param>
public abstract record RecordEntry(DateOnly Date)
{
    /// <summary>The id under which it stands once it is entered so.</summary>
    public abstract EntryId NewId { get; }

    internal static DateOnly TakeDate(Fields fields, string? text, DateTimeOffset now)
    {
        var date = fields.Take("date", CivilDate.Parse(text));
        fields.Require(date <= CivilTime.DateOf(now), "date", "in-the-future");
        return date;
    }
}

/// <summary>A training as it was sent.</summary>
/// <param name="Minutes">How long it took.</param>
/// <param name="Host">Who held it.</param>
public sealed record TrainingDraft(
    string? Name = null, string? Content = null, int? Minutes = null, string? Host = null, [Written("date")] string? Date = null);

/// <summary>A training that somebody took (Order 67 Art 8).</summary>
/// <param name="Minutes">How long it took, from 1; of several days the sum.</param>
/// <param name="Host">Who held it.</param>
public sealed record Training(string Name, string Content, int Minutes, string Host, DateOnly Date) : RecordEntry(Date)
{
    private const int LongestName = 60;
    private const int LongestContent = 500;

    /// <summary>A thousand hours.</summary>
    private const int MostMinutes = 60_000;

    public override EntryId NewId => EntryId.Of("training", Name, Content, $"{Minutes}", Host, CivilDate.Of(Date));

    /// <summary>Checks a training, or names every field that is wrong.</summary>
    public static Result<Training> Check(TrainingDraft draft, DateTimeOffset now)
    {
        var fields = new Fields();
        var name = fields.Take("name", Text.Parse(draft.Name, LongestName));
        var content = fields.Take("content", Text.Parse(draft.Content, LongestContent));
        fields.Require(draft.Minutes is not null, "minutes", "required");
        fields.Require(draft.Minutes is null or (>= 1 and <= MostMinutes), "minutes", "out-of-range", 1, MostMinutes);
        var host = fields.Take("host", Text.Parse(draft.Host, LongestName));
        var date = TakeDate(fields, draft.Date, now);
        return fields.Refusal is { } refusal ? refusal : new Training(name, content, draft.Minutes!.Value, host, date);
    }

    /// <summary>Which members of the two differ, by the names that clients know; never what they hold, which may name people.</summary>
    public IEnumerable<string> DiffersIn(Training other)
    {
        (string Name, bool Same)[] members =
        [
            ("name", Name == other.Name), ("content", Content == other.Content), ("minutes", Minutes == other.Minutes),
            ("host", Host == other.Host), ("date", Date == other.Date),
        ];
        return members.Where(member => !member.Same).Select(member => member.Name);
    }

    /// <summary>What somebody would send of the training as it stands: the start of a correction.</summary>
    public TrainingDraft ToDraft() => new(Name, Content, Minutes, Host, CivilDate.Of(Date));
}

/// <summary>An award as it was sent.</summary>
/// <param name="Giver">Who gave it.</param>
public sealed record AwardDraft(string? Name = null, [Written("date")] string? Date = null, string? Giver = null);

/// <summary>An award that somebody was given (Order 67 Art 9).</summary>
/// <param name="Giver">Who gave it.</param>
public sealed record Award(string Name, DateOnly Date, string Giver) : RecordEntry(Date)
{
    private const int LongestName = 60;

    public override EntryId NewId => EntryId.Of("award", Name, CivilDate.Of(Date), Giver);

    /// <summary>Checks an award, or names every field that is wrong.</summary>
    public static Result<Award> Check(AwardDraft draft, DateTimeOffset now)
    {
        var fields = new Fields();
        var name = fields.Take("name", Text.Parse(draft.Name, LongestName));
        var date = TakeDate(fields, draft.Date, now);
        var giver = fields.Take("giver", Text.Parse(draft.Giver, LongestName));
        return fields.Refusal is { } refusal ? refusal : new Award(name, date, giver);
    }

    /// <summary>Which members of the two differ, by the names that clients know; never what they hold, which may name people.</summary>
    public IEnumerable<string> DiffersIn(Award other)
    {
        (string Name, bool Same)[] members = [("name", Name == other.Name), ("date", Date == other.Date), ("giver", Giver == other.Giver)];
        return members.Where(member => !member.Same).Select(member => member.Name);
    }

    /// <summary>What somebody would send of the award as it stands: the start of a correction.</summary>
    public AwardDraft ToDraft() => new(Name, CivilDate.Of(Date), Giver);
}
