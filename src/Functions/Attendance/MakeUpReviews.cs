using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance;

/// <summary>What approving and rejecting have in common: a reviewer of the organising area decides, and an audit row says so.</summary>
public sealed class MakeUpReviews(ActivityStore activities, AuditLog audit, TimeProvider clock)
{
    public async Task<IResult> Decide(HttpRequest request, string id, MakeUpStatus verdict, CancellationToken cancellation)
    {
        var (caller, now) = (request.Caller(), clock.GetUtcNow());
        if (!MakeUpId.Parse(id).TryGet(out var makeUp, out var refusal))
            return Problems.From(refusal.For("id"));
        if (!(await activities.Read(makeUp.Activity, cancellation)).TryGet(out var seen, out refusal) ||
            !Decide(seen, makeUp, caller, verdict, now).TryGet(out var expected, out refusal))
            return Problems.From(refusal);

        if (expected.Answer.IsNew)
            await audit.Write(
                seen.Plan.OrganiserArea, caller.Person, $"make-up:{makeUp}", Kebab.Of(MakeUpStatus.Pending), Kebab.Of(verdict), cancellation);
        return (await activities.Commit(makeUp.Activity, state => Decide(state, makeUp, caller, verdict, now), cancellation))
            .Match(
                done => Answers.Ok(MakeUpAnswer.Of(makeUp.Activity.Value, done.MakeUp), AttendanceJson.Contract.MakeUpAnswer), Problems.From);
    }

    /// <summary>To who may not review the area's activities the make-up does not exist: it concerns a person.</summary>
    private static Result<Decision<MakeUpOutcome>> Decide(ActivityState state, MakeUpId makeUp, Caller caller, MakeUpStatus verdict, DateTimeOffset now) =>
        caller.Holds(Role.Reviewer, state.Plan.OrganiserArea)
            ? MakeUpDesk.Decide(state, makeUp.Person, makeUp.Attempt, verdict, caller.Person, now)
            : Refusal.NotFound();
}
