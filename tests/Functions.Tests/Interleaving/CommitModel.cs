using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.Activities;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>What happened in a schedule, for who wants to know that everything did.</summary>
internal sealed record CommitTally(int Commits, int Groups, int Lost, int Overtaken, int Failed);

/// <summary>
/// The commits that stand in the store as if there were one host, one caller after the other, and a store that never fails: each
/// group decided once more, on what the commits before it made of the activity.
/// </summary>
internal sealed class CommitModel
{
    private readonly IReadOnlyList<Written> _written;
    private readonly List<ActivityState> _states;
    private readonly Dictionary<(Asked Asked, long Version), string> _answers = [];
    private readonly List<(Asked Asked, int Commit)> _facts = [];

    public CommitModel(Activity activity, IReadOnlyList<Written> written)
    {
        (_written, _states) = (written, [ActivityState.Of(activity).At(1)]);
        for (var i = 0; i < written.Count; i++)
            Commit(activity.Id, i);
    }

    public ActivityState Last => _states[^1];

    /// <summary>The versions of which a message has to tell.</summary>
    public List<long> Messages { get; } = [];

    /// <summary>One way to tell how an activity stands.</summary>
    public static string Tell(ActivityState state) =>
        $"""
        version {state.Version}
        {string.Join(", ", state.SignUps.Values.OrderBy(s => s.Order).Select(s => $"{s.Who.Number} {s.Status} {s.Order} {s.OfferExpiresAt:t}"))}
        there: {string.Join(", ", state.Attendances.Values.Select(there => there.Who.Number).Order())}
        """;

    /// <summary>
    /// Who was answered stands exactly so, once; who was refused or failed does not, unless it was the store's answer that got lost.
    /// Deciding again after that is right only where another host has written since: else the commit is known as the host's own.
    /// </summary>
    public void Answers(Asked asked)
    {
        var stands = _facts.Where(fact => fact.Asked == asked).Select(fact => fact.Commit).ToList();
        var told = asked.Told!;
        if (told.Answer is not null)
        {
            Assert.Equal(AnswerAt(asked, told.Version), told.Answer);
            stands.Remove((int)told.Version - 2);
        }
        else if (told.Refused is not null)
        {
            Assert.Contains(told.Refused, _states.Select(state => asked.Decide(state).Match(_ => "", refusal => refusal.Code)));
        }
        else if (told.Failure is OperationCanceledException && asked.Step.Impatient)
        {
            stands = [.. stands.SkipLast(1)];
        }
        else
        {
            Assert.True(told.Failure!.IsOutage() || !asked.CanSucceed, $"{asked} failed: {told.Failure}");
            Assert.All(stands, commit => Assert.Equal(Reply.GetsLost, _written[commit].Reply));
            stands = [.. stands.SkipLast(1)];
        }

        Assert.All(stands, commit => Assert.True(IsOvertaken(commit), $"{asked} stands in version {commit + 2} too."));
    }

    public CommitTally Tally(int failed) => new(
        _written.Count, _written.Count(commit => commit.Group.Count > 1), _written.Count(commit => commit.Reply == Reply.GetsLost),
        Enumerable.Range(0, _written.Count).Count(IsOvertaken), failed);

    /// <summary>Whether the host that wrote a commit did not get to know, and another wrote the next.</summary>
    private bool IsOvertaken(int commit) =>
        _written[commit].Reply == Reply.GetsLost && commit + 1 < _written.Count && _written[commit + 1].Host != _written[commit].Host;

    /// <summary>The answer in the commit that made the version, or, for who changes nothing, in what it made.</summary>
    private string AnswerAt(Asked asked, long version)
    {
        if (_answers.TryGetValue((asked, version), out var answer))
            return answer;
        var decision = asked.Decide(_states[(int)version - 1]).Match(decided => decided, refusal => Decision<string>.Nothing(refusal.Code));
        Assert.Empty(decision.Facts);
        return decision.Answer;
    }

    private void Commit(ActivityId activity, int commit)
    {
        var (state, version, rows) = (Last, commit + 2, new Dictionary<(Type, PersonId?), ActivityFact>());
        foreach (var asked in _written[commit].Group.Where(asked => asked.Step.Wish != Wish.MeetsABug))
        {
            var decision = asked.Decide(state).Match(decided => decided, refusal => Decision<string>.Nothing(refusal.Code));
            _answers[(asked, version)] = decision.Answer;
            if (!decision.Facts.IsEmpty)
                _facts.Add((asked, commit));
            state = state.Apply(decision.Facts);
            foreach (var fact in decision.Facts)
                rows[(fact.GetType(), fact.Person)] = fact;
        }

        _states.Add(state.At(version));
        if (ActivityCommitted.Of(activity, version, rows.Values, default) is not null)
            Messages.Add(version);
    }
}
