using System.Collections.Immutable;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Activities;

/// <summary>
/// Commits what is decided about one activity, in groups (docs/adr/0004): while a transaction is under way the next requests
/// gather in order of arrival, and go out together. Within this process only one transaction of the activity is ever under
/// way; other processes are held off by the ETag of the roster row. Nothing waits when nothing is under way.
/// </summary>
internal sealed class ActivityCommitter(
    ActivityId id, ActivityPartition partition, ChangedActivities changed, PendingOffers offers, Outbox outbox, TimeProvider clock)
{
    /// <summary>Rows that facts may take in a transaction: the roster and the message need one each.</summary>
    private const int MostFacts = Transaction.MostRows - 2;

    /// <summary>After so many lost races the store is called too busy; with the pauses between, that is about a minute.</summary>
    private const int MostAttempts = 100;

    private readonly Lock _gate = new();
    private readonly Queue<Pending> _gathering = new();
    private bool _underWay;
    private LoadedActivity? _known;

    /// <summary>The activity as this process last saw it, which may be an old state; null when it did not see it yet.</summary>
    public ActivityState? Glance => Volatile.Read(ref _known)?.State;

    /// <summary>Decides in order of arrival and gives the answer once it is written. A caller who gives up leaves the group whole.</summary>
    public Task<Result<Committed<T>>> Commit<T>(Func<ActivityState, Result<Decision<T>>> decide, CancellationToken cancellation)
        where T : notnull
    {
        var pending = new Pending<T>(decide);
        bool first;
        lock (_gate)
        {
            _gathering.Enqueue(pending);
            first = !_underWay;
            _underWay = true;
        }

        if (first)
            _ = WorkOff();
        return pending.Answer.WaitAsync(cancellation);
    }

    private async Task WorkOff()
    {
        while (true)
        {
            List<Pending> group;
            lock (_gate)
            {
                if (_gathering.Count == 0)
                {
                    _underWay = false;
                    return;
                }

                group = Gather();
            }

            await CommitGroup(group);
        }
    }

    private List<Pending> Gather()
    {
        var group = new List<Pending>(Math.Min(_gathering.Count, MostFacts));
        while (group.Count < MostFacts && _gathering.TryDequeue(out var pending))
            group.Add(pending);
        return group;
    }

    private async Task CommitGroup(List<Pending> group)
    {
        try
        {
            while (group.Count > 0)
                group = await CommitSome(group);
        }
        catch (Exception e) when (group.Count > 1 && !e.IsOutage())
        {
            // Somebody's row is one that cannot be written, and with it nothing was. Halved until it stands alone, it harms no other.
            _known = null;
            await CommitGroup(group[..(group.Count / 2)]);
            await CommitGroup(group[(group.Count / 2)..]);
        }
        catch (Exception e)
        {
            // An outage belongs to every caller of the group; the next group reads anew.
            _known = null;
            foreach (var pending in group)
                pending.Fail(e);
        }
    }

    /// <summary>Writes as much of a group as one transaction takes and answers its callers; gives the rest.</summary>
    private async Task<List<Pending>> CommitSome(List<Pending> group)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (attempt > 0)
                await PauseAfter(attempt);
            _known ??= await partition.Load(id, CancellationToken.None);
            if (_known is not { } known)
            {
                group.ForEach(pending => pending.Refuse(Refusal.NotFound()));
                return [];
            }

            var (state, facts, decided) = Decide(known.State, group);
            if (await TryWrite(known, state, facts))
            {
                group[..decided].ForEach(pending => pending.Reply(state.Version));
                return group[decided..];
            }
        }

        group.ForEach(pending => pending.Refuse(new Refusal(RefusalKind.Busy, "store-busy", [])));
        return [];
    }

    /// <summary>Decides one after the other, each on the state that the ones before left, until the transaction is full.</summary>
    private static (ActivityState State, List<ActivityFact> Facts, int Decided) Decide(ActivityState state, List<Pending> group)
    {
        var facts = new Dictionary<(Type, PersonId?), ActivityFact>();
        var takenAway = 0;
        var next = state.Version + 1;
        for (var i = 0; i < group.Count; i++)
        {
            var written = group[i].Decide(state);
            takenAway += written.Count(fact => fact is Forgotten) * ActivityPartition.RowsOfPerson;
            if (facts.Count + takenAway + written.Length > MostFacts && i > 0)
                return (state, [.. facts.Values], i);
            if (!written.IsEmpty)
                state = state.Apply(written).At(next);
            foreach (var fact in written)
                facts[(fact.GetType(), fact.Person)] = fact;
        }

        return (state, [.. facts.Values], group.Count);
    }

    /// <summary>True when the decisions stand: written, or, where there was nothing to write, made on what is still the latest state.</summary>
    private async Task<bool> TryWrite(LoadedActivity known, ActivityState state, List<ActivityFact> facts)
    {
        if (facts.Count == 0)
        {
            _known = await partition.Refresh(known, CancellationToken.None);
            return ReferenceEquals(_known, known);
        }

        var message = ActivityCommitted.Of(id, known.Roster.Version + 1, facts, clock.GetUtcNow());
        var offersDueAt = await Mark(known.Roster, state, message);
        var commit = Guid.NewGuid();
        var roster = await partition.TryCommit(commit, known, state, offersDueAt, facts, message, CancellationToken.None);
        if (roster is null)
        {
            // Refused although nobody committed: then what is known here is not what stands there, and is read anew.
            var latest = await partition.Refresh(known, CancellationToken.None);
            _known = ReferenceEquals(latest, known) ? null : latest;
            if (latest.Roster.Commit != commit)
                return false;
            roster = latest.Roster; // An attempt before wrote it, and only the reply was lost.
        }

        _known = new LoadedActivity(state, roster);
        if (message is not null)
            outbox.Dispatch(message);
        return true;
    }

    /// <summary>Lets the night and the timer find the activity before what they have to find is written. Gives when the latter will.</summary>
    private async Task<DateTimeOffset?> Mark(RosterRow roster, ActivityState state, ActivityCommitted? message)
    {
        var dueAt = WaitingList.DueAt(state, clock.GetUtcNow());
        var isEarlier = dueAt is not null && !(roster.OffersDueAt <= dueAt);
        await Task.WhenAll(
            roster.Marked || message is null ? Task.CompletedTask : changed.Mark(id, CancellationToken.None),
            isEarlier ? offers.Mark(id, dueAt!.Value, CancellationToken.None) : Task.CompletedTask);
        return isEarlier ? dueAt : roster.OffersDueAt;
    }

    /// <summary>Lets the process that won go on for a moment, the longer the more often this one lost.</summary>
    private static Task PauseAfter(int attempt) =>
        Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(20 * attempt, 500))), TimeProvider.System);

    private abstract class Pending
    {
        /// <summary>Decides on a state; called again when the state turned out to be an old one.</summary>
        public abstract ImmutableArray<ActivityFact> Decide(ActivityState state);

        public abstract void Reply(long version);

        public abstract void Refuse(Refusal refusal);

        public abstract void Fail(Exception exception);
    }

    private sealed class Pending<T>(Func<ActivityState, Result<Decision<T>>> decide) : Pending
        where T : notnull
    {
        // Continuations run elsewhere: the next group must not wait for what a caller does with the answer.
        private readonly TaskCompletionSource<Result<Committed<T>>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Result<T>? _decided;
        private Exception? _bug;

        public Task<Result<Committed<T>>> Answer => _answer.Task;

        public override ImmutableArray<ActivityFact> Decide(ActivityState state)
        {
            try
            {
                var decision = decide(state);
                _decided = decision.Then<T>(d => d.Answer);
                return decision.Match(d => d.Facts, _ => []);
            }
            catch (Exception e)
            {
                // A bug in one decision is its caller's alone, who gets it with the answer.
                _bug = e;
                return [];
            }
        }

        public override void Reply(long version)
        {
            if (_bug is null)
                _answer.TrySetResult(_decided!.Then<Committed<T>>(answer => new Committed<T>(answer, version)));
            else
                _answer.TrySetException(_bug);
        }

        public override void Refuse(Refusal refusal) => _answer.TrySetResult(refusal);

        public override void Fail(Exception exception) => _answer.TrySetException(exception);
    }
}
