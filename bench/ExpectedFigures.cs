using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Functions.Participation;

namespace Outreach.Bench;

/// <summary>
/// The figures counted once more from the facts, the shortest way and with none of the app's: sets of ids, sums and prefixes of codes.
/// </summary>
internal sealed class ExpectedFigures(Month month)
{
    private readonly Dictionary<FigureKey, Count> _counts = [];

    public void Add(IEnumerable<HeldActivity> held)
    {
        foreach (var activity in held)
        {
            foreach (var attendance in activity.Attendances)
                Add(activity.Header, attendance);
        }
    }

    public void Add(Activity activity, AttendanceFact attendance)
    {
        var organiser = activity.Plan.OrganiserArea.Value;
        var minutes = (long)(attendance.CheckedOutAt!.Value - attendance.CheckedInAt).TotalMinutes;
        foreach (var length in new[] { 6, 9, 12 })
        {
            Add(new FigureKey(Dimension.Area, organiser[..length], month), activity, attendance, minutes);
            Add(new FigureKey(Dimension.Home, attendance.Who.HomeArea.Value[..length], month), activity, attendance, minutes);
        }

        if (attendance.Who.Unit is { } unit)
            Add(new FigureKey(Dimension.Unit, unit.Value, month), activity, attendance, minutes);
    }

    /// <exception cref="WrongResultException">A figure in the store is another.</exception>
    public async Task Check(FiguresStore figures)
    {
        foreach (var (key, count) in _counts)
        {
            var stored = await figures.Find(key, CancellationToken.None);
            var shown = (stored?.Visits, stored?.People, stored?.PartyMembers, stored?.CreditMinutes.Value);
            if (shown != (count.Visits, count.People.Count, count.PartyMembers.Count, count.Minutes) ||
                (key.Dimension == Dimension.Area && stored?.Activities != count.Activities.Count))
                throw new WrongResultException($"The figures of {key.Dimension} {key.Code} are {stored}, not {count}.");
        }
    }

    private void Add(FigureKey key, Activity activity, AttendanceFact attendance, long minutes)
    {
        if (!_counts.TryGetValue(key, out var count))
            _counts[key] = count = new Count();
        count.Visits++;
        count.Minutes += minutes;
        count.Activities.Add(activity.Id.Value);
        count.People.Add(attendance.Who.Person.Value);
        if (attendance.Who.PartyMember)
            count.PartyMembers.Add(attendance.Who.Person.Value);
    }

    private sealed class Count
    {
        public int Visits { get; set; }

        public long Minutes { get; set; }

        public HashSet<string> Activities { get; } = [];

        public HashSet<string> People { get; } = [];

        public HashSet<string> PartyMembers { get; } = [];

        public override string ToString() => $"{Activities.Count} activities, {Visits} visits, {People.Count} people, {Minutes} minutes";
    }
}
