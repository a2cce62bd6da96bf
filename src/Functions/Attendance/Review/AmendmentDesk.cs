using System.Security.Cryptography;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Review;

/// <summary>
/// What calls about amendments have in common: organisers enter them, reviewers of the organising area decide, the audit log has both.
/// </summary>
public sealed class AmendmentDesk(
    ActivityDesk desk, ActivityStore activities, ActivityLeads leads, PeopleStore people, AliasStore aliases, AuditLog audit, TimeProvider clock)
{
    internal Task<Result<Entered<MakeUp>>> EnterMakeUp(string id, CheckedMakeUp wanted, Caller caller, CancellationToken cancellation) => Enter(
        id, wanted.Person, caller,
        (makeUp, who, now) => new MakeUp(makeUp, who, wanted.Minutes, wanted.Reason, caller.Person, now), Amendments.Enter, cancellation);

    internal Task<Result<Entered<Correction>>> EnterCorrection(
        string id, CheckedCorrection wanted, Caller caller, CancellationToken cancellation) => Enter(
        id, wanted.Person, caller,
        (correction, who, now) => new Correction(
            correction, who, wanted.CheckedInAt, wanted.CheckedOutAt, wanted.Absent, wanted.Reason, caller.Person, now),
        Amendments.Enter, cancellation);

    /// <summary>Enters an amendment about a person.</summary>
    /// <param name="make">Makes it of an id, the person and the instant.</param>
    /// <param name="enter">One of <see cref="Amendments"/>' own.</param>
    private async Task<Result<Entered<T>>> Enter<T>(
        string id,
        PersonId person,
        Caller caller,
        Func<AmendmentId, Participant, DateTimeOffset, T> make,
        Func<ActivityState, T, Result<Decision<Entered<T>>>> enter,
        CancellationToken cancellation)
        where T : Amendment
    {
        if (!(await desk.Read(id, caller, cancellation)).TryGet(out var state, out var refusal))
            return refusal;
        if (await people.FindBehind(person, cancellation) is not { } found)
            return Refusal.Invalid("unknown-person", "personId");
        if (typeof(T) == typeof(MakeUp) && found.RefusesParticipation is { } withdrawn)
            return withdrawn; // What stands is corrected all the same (PIPL Art 46).

        var amendmentId = AmendmentId.FromBytes(state.Activity.Id, RandomNumberGenerator.GetBytes(5));
        var known = await aliases.KnownTo(state, found.Id, cancellation);
        var amendment = make(amendmentId, state.AsKnown(found.AsParticipant() with { Person = known }), clock.GetUtcNow());
        if (!enter(state, amendment).TryGet(out var decision, out refusal))
            return refusal;
        if (!decision.Answer.IsNew)
            return decision.Answer;
        await leads.Put(Lead.Review, state.Activity, cancellation);
        await audit.Write(
            state.Plan.OrganiserArea, caller.Person, $"{KindOf<T>()}:{amendmentId}:{person}", "", Kebab.Of(amendment.Status), cancellation);
        return await desk.Commit(id, caller, latest => enter(latest, amendment), cancellation);
    }

    /// <summary>Decides about an amendment. For who is no reviewer of the area it does not exist.</summary>
    /// <param name="id">As sent.</param>
    internal async Task<Result<T>> Decide<T>(string id, bool approved, Caller caller, CancellationToken cancellation)
        where T : Amendment
    {
        if (!AmendmentId.Parse(id).TryGet(out var parsed, out var refusal))
            return refusal.For("id");
        if (!(await activities.Read(parsed.Activity, cancellation)).TryGet(out var state, out refusal))
            return refusal;
        if (!caller.Holds(Role.Reviewer, state.Plan.OrganiserArea))
            return Refusal.NotFound();

        if (Amendments.Find<T>(state, parsed) is { } pending && (await people.FindBehind(pending.Person, cancellation))?.Id == caller.Person)
            return Refusal.Forbidden("same-person");
        var verdict = new Verdict(approved, caller.Person, clock.GetUtcNow());
        if (!Amendments.Decide<T>(state, parsed, verdict).TryGet(out var decision, out refusal))
            return refusal;
        if (decision.Facts.IsEmpty)
            return decision.Answer;
        await audit.Write(
            state.Plan.OrganiserArea, caller.Person, $"{KindOf<T>()}:{parsed}:{decision.Answer.Person}",
            Kebab.Of(AmendmentStatus.Pending), Kebab.Of(decision.Answer.Status), cancellation);
        return await activities.Commit(parsed.Activity, latest => Amendments.Decide<T>(latest, parsed, verdict), cancellation);
    }

    /// <summary>An activity for its organisers and for reviewers of its area.</summary>
    /// <param name="id">As sent.</param>
    internal async Task<Result<ActivityState>> Read(string id, Caller caller, CancellationToken cancellation)
    {
        if (!ActivityId.Parse(id).TryGet(out var activity, out var refusal))
            return refusal.For("id");
        if (!(await activities.Read(activity, cancellation)).TryGet(out var state, out refusal))
            return refusal;
        if (caller.Holds(Role.Organiser, state.Plan.OrganiserArea) || caller.Holds(Role.Reviewer, state.Plan.OrganiserArea))
            return state;
        return state.Activity.Status == ActivityStatus.Draft ? Refusal.NotFound() : Refusal.Forbidden();
    }

    private static string KindOf<T>() => typeof(T) == typeof(MakeUp) ? "make-up" : "correction";
}
