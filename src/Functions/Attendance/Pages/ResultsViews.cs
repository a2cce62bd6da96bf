using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The form for what an activity achieved.</summary>
public sealed class ResultsViews(ActivityDesk desk)
{
    internal static ResultsView Of(ActivityState state, bool isSaved) => new(
        state.Activity, EntityTags.Text(ResultsDesk.VersionOf(state.Results)), DraftOf(state.Results), isSaved);

    /// <summary>
    /// The page again, with why what was filled in was refused. The form stays of the version that it was made from: what somebody else
    /// recorded meanwhile is replaced by nobody who has not seen it.
    /// </summary>
    internal async Task<IResult> Refused(string id, ResultsDraft? draft, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(Again(Of(state, isSaved: false), draft, request), refusal, request)
            : Problems.From(refusal);

    private static ResultsView Again(ResultsView view, ResultsDraft? draft, HttpRequest request) =>
        draft is null ? view : view with { Draft = draft, Version = request.Query["version"].ToString() };

    private static ResultsDraft DraftOf(OutreachResults? results) => new(
        results?.Leaflets, results?.PeopleReached, results?.Consultations, results?.Leads,
        [.. (results?.HeadCounts ?? []).Select(head => new HeadCountDraft(head.Class, head.Count))]);
}
