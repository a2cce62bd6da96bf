using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Activities.Pages;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>Somebody whose call was not taken, and why.</summary>
internal sealed record UntakenCall(PersonId Person, Refusal Why);

/// <summary>The page on which the roll of an activity is called.</summary>
public sealed class RollCallViews(ActivityDesk desk, PersonLists lists, PeopleStore people, TimeProvider clock)
{
    /// <param name="id">As sent.</param>
    internal async Task<Result<RollCallView>> Of(string id, int? recorded, HttpRequest request, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow(); // Before anything is read: the page shows at least what was known then.
        if (!(await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out var refusal))
            return refusal;
        return new RollCallView(state.Activity, (await lists.All(state, cancellation)).Lines, now, recorded);
    }

    /// <summary>The page again as it was filled in, with why what was asked for on it was refused.</summary>
    internal async Task<IResult> Refused(string id, Refusal refusal, HttpRequest request, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        var ticked = form["person"].OfType<string>().ToHashSet();
        return (await Of(id, null, request, cancellation)).TryGet(out var view, out _)
            ? PageAnswers.Show(view with { Ticked = ticked, Number = form["number"] }, refusal, request)
            : Problems.From(refusal);
    }

    /// <summary>The page again, with how many calls were taken, and of whom none was and why.</summary>
    internal async Task<IResult> Untaken(
        string id, int recorded, IReadOnlyList<UntakenCall> untaken, HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Of(id, recorded, request, cancellation)).TryGet(out var view, out var refusal))
            return Problems.From(refusal);
        var known = await people.FindAll(untaken.Select(call => call.Person), cancellation);
        var lines = untaken.Select(call => new UntakenLine(
            known.GetValueOrDefault(call.Person)?.Name.Value, PageAnswers.ReasonOf(call.Why, request.Language())));
        return PageAnswers.Show(view with { Untaken = [.. lines] }, Problems.StatusOf(untaken[0].Why.Kind));
    }
}
