using Outreach.Domain.Activities;
using Outreach.Functions.Participation;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The people of an activity as organisers' pages list them.</summary>
internal static class PersonLines
{
    public static IReadOnlyList<PersonLine> Of(ActivityState state, LiveList list) =>
    [
        .. list.Live.People.Select(line =>
        {
            var person = list.People.GetValueOrDefault(line.Person);
            var position = line.SignUp is { Status: SignUpStatus.Waiting } waiting ? state.PositionOf(waiting) : (int?)null;
            return new PersonLine(line.Person.Value, person?.Name.Value, person?.VolunteerNumber.Value, position, line);
        }),
    ];
}
