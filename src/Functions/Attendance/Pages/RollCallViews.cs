using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Activities;
using Outreach.Functions.Activities.Pages;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The page on which the roll of an activity is called.</summary>
public sealed class RollCallViews(ActivityDesk desk, PersonLists lists)
{
    internal async Task<RollCallView> Of(ActivityState state, int? recorded, CancellationToken cancellation) =>
        new(state.Activity, (await lists.All(state, cancellation)).Lines, recorded);

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    internal async Task<IResult> Refused(string id, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(await Of(state, null, cancellation), refusal, request)
            : Problems.From(refusal);
}
