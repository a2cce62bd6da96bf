using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Participation;

/// <summary>What one member of a unit did in a month.</summary>
public sealed record MemberFigures(PersonId Person, int Visits, ServiceMinutes CreditMinutes, ServiceMinutes MakeUpMinutes)
{
    public static MemberFigures Of(AttendanceFact attendance, ActivityPlan plan) =>
        new(attendance.Who.Person, 1, attendance.Credit(plan), ServiceMinutes.Zero);

    public static MemberFigures Of(MakeUp makeUp, ActivityState state) => new(makeUp.Person, 0, ServiceMinutes.Zero, state.MakeUpOf(makeUp.Person));

    /// <summary>Each person once, with the sums of what several activities or months say of them; in order of their ids.</summary>
    public static IEnumerable<MemberFigures> Sum(IEnumerable<MemberFigures> figures) => figures
        .GroupBy(f => f.Person)
        .Select(group => group.Aggregate((a, b) => new MemberFigures(
            a.Person, a.Visits + b.Visits, a.CreditMinutes + b.CreditMinutes, a.MakeUpMinutes + b.MakeUpMinutes)))
        .OrderBy(f => f.Person.Value, StringComparer.Ordinal);
}
