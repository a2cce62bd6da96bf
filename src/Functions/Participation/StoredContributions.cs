using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;

namespace Outreach.Functions.Participation;

/// <summary>Where an activity's contributions to some keys stand.</summary>
internal sealed record ContributionPlace(FigureDistrict District, Month Month)
{
    public static ContributionPlace Of(Contribution contribution) => new(contribution.Key.District, contribution.Key.Month);
}

/// <summary>What an activity contributes to a district in a month, as its row holds it.</summary>
/// <param name="Gone">Keys that it contributed to once and does not any more.</param>
internal sealed record StoredContributions(StoredContribution[] Contributions, StoredKey[] Gone)
{
    public static readonly StoredContributions None = new([], []);

    public IEnumerable<StoredKey> Keys => Contributions.Select(stored => stored.Key).Concat(Gone);
}

/// <summary>A key of figures within a month.</summary>
internal sealed record StoredKey(Dimension Dimension, string Code)
{
    public static StoredKey Of(Contribution contribution) => new(contribution.Key.Dimension, contribution.Key.Code);

    public FigureKey In(Month month) => new(Dimension, Code, month);
}

/// <summary>What an activity contributes to one key in a month.</summary>
internal sealed record StoredContribution(
    StoredKey Key,
    Category Category,
    int Visits,
    ServiceMinutes CreditMinutes,
    ServiceMinutes MakeUpMinutes,
    byte[] People,
    byte[]? PartyMembers,
    MemberFigures[]? Members,
    OutreachFigures? Outreach,
    int Late = 0)
{
    public static StoredContribution Of(Contribution c) => new(
        StoredKey.Of(c), c.Category, c.Visits, c.CreditMinutes, c.MakeUpMinutes, c.People.ToBytes(),
        c.PartyMembers.Count == 0 ? null : c.PartyMembers.ToBytes(),
        c.Members.IsEmpty ? null : [.. c.Members],
        c.Outreach.OrNull(),
        c.Late);

    public Contribution Of(ActivityId activity, Month month) => new(
        activity, Key.In(month), Category, Visits, CreditMinutes, MakeUpMinutes, PersonSet.FromBytes(People), PersonSet.FromBytes(PartyMembers))
    {
        Members = [.. Members ?? []],
        Outreach = Outreach ?? OutreachFigures.None,
        Late = Late,
    };
}
