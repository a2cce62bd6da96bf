using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Participation;

/// <summary>One person on an activity: the sign-up, the attendance, or both.</summary>
/// <param name="LateMinutes">How long after the start the person came, in whole minutes; 0 for who came in time or not at all.</param>
public sealed record LivePerson(PersonId Person, SignUp? SignUp, AttendanceFact? Attendance, ServiceMinutes Minutes, long LateMinutes);

/// <summary>An activity's participation at this moment, counted from its facts.</summary>
/// <param name="SignedUp">Who holds a place for certain.</param>
/// <param name="Offered">Who is offered a place and has not taken it yet.</param>
/// <param name="Late">Who came a minute after the start or later.</param>
/// <param name="NoShow">Who held a place and never came, once the activity is over; 0 before.</param>
public sealed record LiveParticipation(
    int SignedUp,
    int Offered,
    int Waiting,
    int CheckedIn,
    int CheckedOut,
    int Late,
    int NoShow,
    ServiceMinutes Minutes,
    ImmutableArray<LivePerson> People)
{
    public static LiveParticipation Of(ActivityState state, DateTimeOffset now)
    {
        var people = state.SignUps.Keys.Union(state.Attendances.Keys)
            .Select(person => Of(state, person))
            .Where(p => p.Attendance is not null || p.SignUp is { Stands: true })
            .OrderBy(p => p.SignUp?.Order ?? long.MaxValue).ThenBy(p => p.Person.Value, StringComparer.Ordinal)
            .ToImmutableArray();
        var absent = people.Count(p => p.SignUp is { Status: SignUpStatus.Confirmed } && p.Attendance is null);
        return new LiveParticipation(
            state.Confirmed,
            state.Offers.Count,
            state.Waiting.Count,
            state.Attendances.Count,
            state.Attendances.Values.Count(a => a.CheckedOutAt is not null),
            people.Count(p => p.LateMinutes > 0),
            now >= state.Plan.EndsAt ? absent : 0,
            people.Aggregate(ServiceMinutes.Zero, (sum, p) => sum + p.Minutes),
            people);
    }

    private static LivePerson Of(ActivityState state, PersonId person)
    {
        var attendance = state.Attendances.GetValueOrDefault(person);
        return new LivePerson(
            person,
            state.SignUps.GetValueOrDefault(person),
            attendance,
            attendance?.Credit(state.Plan) ?? ServiceMinutes.Zero,
            attendance?.LateMinutes(state.Plan) ?? 0);
    }
}
