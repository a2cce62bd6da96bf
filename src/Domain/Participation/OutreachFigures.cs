using Outreach.Domain.Attendance;

namespace Outreach.Domain.Participation;

/// <summary>What was achieved beyond the participants, summed up. Kept by the organising area alone: it is no person's.</summary>
/// <param name="HeadCount">The heads of all classes and groups.</param>
public sealed record OutreachFigures(long Leaflets, long PeopleReached, long Consultations, long Leads, long HeadCount)
{
    public static readonly OutreachFigures None = new(0, 0, 0, 0, 0);

    /// <summary>Null where there is nothing to keep.</summary>
    public OutreachFigures? OrNull() => this == None ? null : this;

    public static OutreachFigures Of(OutreachResults results) => new(
        results.Leaflets ?? 0, results.PeopleReached ?? 0, results.Consultations ?? 0, results.Leads ?? 0,
        results.HeadCounts.Sum(h => (long)h.Count));

    public static OutreachFigures Sum(IEnumerable<OutreachFigures> figures) => figures.Aggregate(None, (a, b) => new OutreachFigures(
        a.Leaflets + b.Leaflets, a.PeopleReached + b.PeopleReached, a.Consultations + b.Consultations, a.Leads + b.Leads, a.HeadCount + b.HeadCount));
}
