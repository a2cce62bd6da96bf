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
    internal static ResultsView Of(ActivityState state, ResultsDraft? draft, bool isSaved) => new(
        state.Activity, EntityTags.Text(ResultsDesk.VersionOf(state.Results)), draft ?? DraftOf(state.Results), isSaved);

    /// <summary>The page again, with why what was filled in was refused.</summary>
    internal async Task<IResult> Refused(string id, ResultsDraft? draft, Refusal refusal, HttpRequest request, CancellationToken cancellation) =>
        (await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _)
            ? PageAnswers.Show(Of(state, draft, isSaved: false), refusal, request)
            : Problems.From(refusal);

    private static ResultsDraft DraftOf(OutreachResults? results) => new(
        results?.Leaflets, results?.PeopleReached, results?.Consultations, results?.Leads,
        [.. (results?.HeadCounts ?? []).Select(head => new HeadCountDraft(head.Class, head.Count))]);
}
