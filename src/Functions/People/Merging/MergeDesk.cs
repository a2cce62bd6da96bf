using System.Security.Cryptography;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;

namespace Outreach.Functions.People.Merging;

/// <summary>
/// Whether people may be merged, and by whom: an admin of where both live and of wherever either was granted anything, who is
/// neither. To whoever is no admin of where they live they do not exist.
/// </summary>
public sealed class MergeDesk(
    PeopleStore people, GrantStore grants, MergeRows rows, Merges merges, AliasStore aliases, EngagementStore engagements,
    ActivityStore activities, TerritoryStore territories, AuditLog audit, TimeProvider clock)
{
    /// <summary>Merges a duplicate into a person. The same again is the merge that stands.</summary>
    internal async Task<Result<Merged>> Merge(
        string id, CheckedMerge wanted, WantedVersion version, Caller caller, CancellationToken cancellation)
    {
        var visible = await people.FindVisibleRow(id, person => caller.Holds(Role.Admin, person.Area), cancellation);
        if (!visible.TryGet(out var survivor, out var refusal))
            return refusal;
        if (await people.FindRow(wanted.Duplicate, cancellation) is not { } duplicate || !caller.Holds(Role.Admin, duplicate.Person.Area))
            return Refusal.Invalid("unknown-person", "duplicate");
        if (duplicate.Person.MergedBy is { } merge)
            return await Standing(merge, survivor, wanted, cancellation);
        if (version.Stale(survivor.Tag) is { } stale)
            return stale;
        if (await Refuses(survivor.Person, duplicate.Person, caller, cancellation) is { } no)
            return no;
        if (!(await Combine(survivor.Person, duplicate.Person, wanted, cancellation)).TryGet(out Person? after, out refusal))
            return refusal;

        var begun = new StoredMerge(
            MergeId.FromBytes(survivor.Person.Id, RandomNumberGenerator.GetBytes(5)), wanted.Duplicate, [.. wanted.Taken], MergeStatus.Begun,
            clock.GetUtcNow(), Before: null, people.Store(after));
        await Note("merge-people", begun, [survivor.Person, duplicate.Person], caller, cancellation);

        // From here on nobody calls it off: what is begun is done, or taken back.
        return (await merges.Begin(begun, survivor, duplicate, CancellationToken.None)).Then<Merged>(row => new Merged(begun, row, IsNew: true));
    }

    /// <summary>Undoes a merge. Undoing it again changes nothing.</summary>
    internal async Task<Result<Unmerged>> Undo(string id, Caller caller, CancellationToken cancellation)
    {
        if (!MergeId.Parse(id).TryGet(out var merge, out var refusal))
            return refusal.For("id");
        if (await rows.Find(merge, cancellation) is not { } row ||
            await people.FindRow(merge.Survivor, cancellation) is not { } survivor || !caller.Holds(Role.Admin, survivor.Person.Area) ||
            await people.FindRow(row.Merge.Duplicate, cancellation) is not { } duplicate || !caller.Holds(Role.Admin, duplicate.Person.Area))
            return Refusal.NotFound();
        if (row.Merge.Status == MergeStatus.Begun)
            return new Refusal(RefusalKind.Busy, "store-busy", []);
        if (row.Merge.Status == MergeStatus.Standing)
        {
            if (clock.GetUtcNow() - row.Merge.At > Domain.People.Merging.UndoableFor)
                return Refusal.Conflict("too-late-to-undo");
            if (caller.Owns(survivor.Person))
                return Refusal.Forbidden("same-person");
            await Note("undo-merge", row.Merge, [survivor.Person, duplicate.Person], caller, cancellation);
        }

        return (await merges.Undo(merge, duplicate.Person, CancellationToken.None))
            .Then<Unmerged>(after => new Unmerged(merge, after.Person, duplicate.Person));
    }

    /// <summary>The merge by which a duplicate is an alias already, if it is the one that is asked for.</summary>
    private async Task<Result<Merged>> Standing(MergeId merge, PersonRow survivor, CheckedMerge wanted, CancellationToken cancellation) =>
        merge.Survivor == survivor.Person.Id && await rows.Find(merge, cancellation) is { Merge: { Status: MergeStatus.Standing } standing } &&
        standing.Taken.ToHashSet().SetEquals(wanted.Taken) && await merges.Complete(merge, wanted.Duplicate, cancellation) is { } row
            ? new Merged(standing, row, IsNew: false)
            : Refusal.Conflict("already-merged");

    private async Task<Refusal?> Refuses(Person survivor, Person duplicate, Caller caller, CancellationToken cancellation)
    {
        if (survivor.Id == duplicate.Id)
            return Refusal.Invalid("themself", "duplicate");
        if (caller.Owns(survivor) || caller.Owns(duplicate))
            return Refusal.Forbidden("same-person");

        // Whose numbers sign in as whom changes: it must not carry further than the caller's own power.
        Grants[] granted = [await grants.Latest(survivor.Id, cancellation), await grants.Latest(duplicate.Id, cancellation)];
        var lacks = granted.SelectMany(theirs => theirs.All).Select(grant => caller.Lacks(Role.Admin, grant.Area));
        if (lacks.FirstOrDefault(refusal => refusal is not null) is { } beyond)
            return beyond;
        if (!(await aliases.Of(duplicate.Id, cancellation)).IsEmpty)
            return Refusal.Conflict("merged-into");
        return await IsSignedUp(duplicate.Id, cancellation) ? Refusal.Conflict("still-signed-up") : null;
    }

    /// <summary>Whether somebody has a place, or waits for one, where it is not over: nobody could take it in their name any more.</summary>
    private async Task<bool> IsSignedUp(PersonId person, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var engagement in (await engagements.From(person, CivilTime.DateOf(now), cancellation)).All)
        {
            var read = await activities.Read(engagement.Activity, cancellation);
            if (read.TryGet(out var state, out _) && state.Plan.EndsAt > now &&
                engagement.StandingOf(state, person, now) != Domain.Activities.Standing.Gone)
                return true;
        }

        return false;
    }

    private async Task<Result<Person>> Combine(Person survivor, Person duplicate, CheckedMerge wanted, CancellationToken cancellation)
    {
        var places = new[] { survivor, duplicate }.SelectMany(person => new[] { person.Area.Value, person.PartyMember?.HomeArea?.Value });
        var known = await territories.KnownAmong([.. places], cancellation);
        var combined = Domain.People.Merging.Combine(survivor, duplicate, wanted.Taken, known.Contains, clock.GetUtcNow());
        return combined.TryGet(out var after, out var refusal) ? after : refusal.For("fields");
    }

    private async Task Note(string what, StoredMerge merge, IReadOnlyList<Person> both, Caller caller, CancellationToken cancellation)
    {
        foreach (var area in both.Select(person => person.Area).Distinct())
            await audit.Write(
                area, caller.Person, $"{what}:{merge.Id}:{merge.Duplicate}", "", string.Join(", ", merge.Taken), cancellation);
    }
}

/// <summary>A merge that holds, and who remains.</summary>
internal sealed record Merged(StoredMerge Merge, PersonRow Survivor, bool IsNew);

/// <summary>A merge that holds no more, and both as they are.</summary>
internal sealed record Unmerged(MergeId Merge, Person Survivor, Person Duplicate);
