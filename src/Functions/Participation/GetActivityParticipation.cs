using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>Who is signed up, waiting, there, gone or missing, live from the facts.</summary>
public sealed class GetActivityParticipation(ActivityDesk desk, LiveLists lists, PeopleStore people)
{
    [Function(nameof(GetActivityParticipation)), Staff(Role.Organiser)]
    [Answers(200, typeof(ActivityParticipationAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/participation")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out var refusal))
            return Problems.From(refusal);
        var live = await lists.Of(state, cancellation);
        var known = await people.FindAll(live.People.Select(line => line.Person), cancellation);
        return Answers.Ok(
            new ActivityParticipationAnswer(
                live.SignedUp, live.Offered, live.Waiting, live.CheckedIn, live.CheckedOut, live.Late, live.NoShow, live.Minutes.Value,
                [.. live.People.Select(p => LivePersonAnswer.Of(p, known.GetValueOrDefault(p.Person)))]),
            ParticipationJson.Contract.ActivityParticipationAnswer);
    }
}

/// <param name="Late">Who came a minute after the start or later.</param>
public sealed record ActivityParticipationAnswer(
    int SignedUp,
    int Offered,
    int Waiting,
    int CheckedIn,
    int CheckedOut,
    int Late,
    int NoShow,
    long Minutes,
    IReadOnlyList<LivePersonAnswer> People);

/// <param name="SignUp"><c>confirmed</c>, <c>offered</c> or <c>waiting</c>; absent for who came without one.</param>
/// <param name="Method">How the check-in was recorded.</param>
/// <param name="CheckOutMethod"><c>automatic</c> for who forgot to check out.</param>
/// <param name="DistanceMetres">How far from the venue the person was at check-in; absent where the venue does not ask.</param>
public sealed record LivePersonAnswer(
    string PersonId,
    string? Name,
    string? VolunteerNumber,
    [OneOf<SignUpStatus>] string? SignUp,
    string? Post,
    DateTimeOffset? CheckedInAt,
    DateTimeOffset? CheckedOutAt,
    [OneOf<AttendanceMethod>] string? Method,
    [OneOf<AttendanceMethod>] string? CheckOutMethod,
    int? DistanceMetres,
    long LateMinutes,
    long Minutes)
{
    internal static LivePersonAnswer Of(LivePerson live, Person? person) => new(
        live.Person.Value,
        person?.Name.Value,
        person?.VolunteerNumber.Value,
        live.SignUp is { } signUp ? Kebab.Of(signUp.Status) : null,
        live.SignUp?.Post,
        live.Attendance?.CheckedInAt,
        live.Attendance?.CheckedOutAt,
        live.Attendance is { } attendance ? Kebab.Of(attendance.CheckInMethod) : null,
        live.Attendance?.CheckOutMethod is { } method ? Kebab.Of(method) : null,
        live.Attendance?.DistanceMetres,
        live.LateMinutes,
        live.Minutes.Value);
}
