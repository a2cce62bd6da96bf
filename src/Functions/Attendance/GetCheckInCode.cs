using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>The code to show at the door. It changes every half minute.</summary>
public sealed class GetCheckInCode(ActivityDesk desk, CheckInCodes codes)
{
    [Function(nameof(GetCheckInCode)), Staff(Role.Organiser)]
    [Query("kind", Type = typeof(CheckInKind)), Answers(200, typeof(CheckInCodeAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/activities/{id}/check-in-code")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!Kebab.Parse<CheckInKind>(request.Query["kind"] is [{ } kind] ? kind : "in").TryGet(out var wanted, out var refusal))
            return Problems.From(refusal.For("kind"));
        return (await desk.Read(id, request.Caller(), cancellation))
            .Match(state => Answer(codes.Issue(state.Activity.Id, wanted), wanted), Problems.From);
    }

    private static IResult Answer(CheckInCode code, CheckInKind kind) => Answers.Ok(
        new CheckInCodeAnswer(code.Value, Kebab.Of(kind), code.ExpiresAt), AttendanceJson.Contract.CheckInCodeAnswer);
}

public sealed record CheckInCodeAnswer(string Code, [OneOf<CheckInKind>] string Kind, DateTimeOffset ExpiresAt);
