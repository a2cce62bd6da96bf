using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Http.Pages;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The page that a code at the door leads to, scanned or typed in.</summary>
public sealed class CheckInViews(VisibleActivities activities)
{
    /// <summary>What a code is for, or where to type one in. Whether it is right shows when it is used.</summary>
    internal async Task<IResult> Show(CheckInKind kind, HttpRequest request, CancellationToken cancellation)
    {
        if (request.Query["code"] is not [{ Length: > 0 } code])
            return PageAnswers.Show(new CodeEntryView(kind));
        return (await Of(code.Trim(), kind, cancellation)).Match(
            view => PageAnswers.Show(view), refusal => PageAnswers.Show(new CodeEntryView(kind), refusal, request));
    }

    /// <summary>
    /// Takes the form of the page: leads to the activity once it is recorded, else shows the page again with why it was not. A code that holds
    /// no more is of no use there: who cannot scan another one types it in.
    /// </summary>
    internal async Task<IResult> Take<T>(
        CheckInKind kind, HttpRequest request, Func<ActivityId, CheckInRequest, Task<Result<T>>> record, CancellationToken cancellation)
        where T : notnull
    {
        if ((await request.ReadForm(AttendanceJson.Contract.CheckInRequest, cancellation)).TryGet(out var sent, out var refusal) &&
            CheckInCode.ActivityOf(sent.Code).TryGet(out var activity, out refusal) &&
            (await record(activity, sent)).TryGet(out T? _, out refusal))
            return PageAnswers.SeeOther($"/activities/{activity}");
        return refusal.Code != "code-expired" && (await Of(sent?.Code, kind, cancellation)).TryGet(out var view, out _)
            ? PageAnswers.Show(view, refusal, request)
            : PageAnswers.Show(new CodeEntryView(kind), refusal, request);
    }

    private async Task<Result<CheckInView>> Of(string? code, CheckInKind kind, CancellationToken cancellation)
    {
        if (!CheckInCode.ActivityOf(code).TryGet(out var id, out var refusal))
            return refusal;
        return (await activities.Find(id.Value, null, cancellation)).Then<CheckInView>(state => new CheckInView(state.Activity, kind, code!));
    }
}
