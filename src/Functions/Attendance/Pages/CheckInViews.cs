using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The page that a scanned code leads to.</summary>
public sealed class CheckInViews(VisibleActivities activities)
{
    /// <param name="code">As it was scanned; whether it is right shows when it is used.</param>
    internal async Task<Result<CheckInView>> Of(string? code, CheckInKind kind, CancellationToken cancellation)
    {
        if (!CheckInCode.ActivityOf(code).TryGet(out var id, out var refusal))
            return refusal;
        return (await activities.Find(id.Value, null, cancellation)).Then<CheckInView>(state => new CheckInView(state.Activity, kind, code!));
    }

    /// <summary>The page again, with why one could not check in or out.</summary>
    internal async Task<IResult> Refused(
        string? code, CheckInKind kind, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await Of(code, kind, cancellation)).TryGet(out var view, out _) ? PageAnswers.Show(view, refusal, request) : Problems.From(refusal);
}
