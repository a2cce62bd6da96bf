using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities.Pages;
using Outreach.Functions.Attendance.Review;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>What is made up and corrected on an activity, for who enters it and for who decides.</summary>
public sealed class ReviewViews(AmendmentDesk desk, PersonLists lists, PeopleStore people, TimeProvider clock)
{
    /// <param name="person">Whom something is to be entered of, as sent; null where that is open.</param>
    internal async Task<ReviewView> Of(ActivityState state, string? person, Caller caller, CancellationToken cancellation)
    {
        var list = await lists.FirstWith(person, state, cancellation);
        var amendments = state.MakeUps.Values.Concat<Amendment>(state.Corrections.Values)
            .OrderBy(amendment => amendment.Status).ThenByDescending(amendment => amendment.EnteredAt).ToList();
        var named = await people.FindAll(amendments.SelectMany(a => (PersonId[])[a.Person, a.EnteredBy]), cancellation);
        return new ReviewView(
            state.Activity,
            list.Lines,
            [.. amendments.Select(a => new AmendmentLine(a, NameOf(a.Person), NameOf(a.EnteredBy), MayDecide(a)))],
            caller.Holds(Role.Organiser, state.Plan.OrganiserArea), clock.GetUtcNow() >= state.Plan.EndsAt)
        {
            IsPartial = list.Continuation is not null,
            MakeUp = new AmendmentForm(person),
            Correction = new AmendmentForm(person),
        };

        string? NameOf(PersonId id) => named.GetValueOrDefault(id)?.Name.Value;

        bool MayDecide(Amendment a) => a.Status == AmendmentStatus.Pending && caller.Holds(Role.Reviewer, state.Plan.OrganiserArea) &&
            a.EnteredBy != caller.Person && named.GetValueOrDefault(a.Person)?.Id != caller.Person;
    }

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    /// <param name="form">Which form it was, <c>make-up</c> or <c>correction</c>; null for a verdict.</param>
    internal async Task<IResult> Refused(
        string id, string? form, AmendmentForm sent, Refusal refusal, HttpRequest request, CancellationToken cancellation)
    {
        if (!(await desk.Read(id, request.Caller(), cancellation)).TryGet(out var state, out _))
            return Problems.From(refusal);
        var view = await Of(state, sent.Person, request.Caller(), cancellation) with { Refused = form };
        return PageAnswers.Show(
            form switch { "make-up" => view with { MakeUp = sent }, "correction" => view with { Correction = sent }, _ => view }, refusal, request);
    }
}
