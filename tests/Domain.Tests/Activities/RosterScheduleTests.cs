using System.Collections.Immutable;
using CsCheck;
using Outreach.Domain.Activities;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.Activities;

/// <summary>Many people at one activity, in every order: the decisions against <see cref="PlainActivity"/>, after every step of a schedule.</summary>
public sealed class RosterScheduleTests
{
    private const int Schedules = 10_000;
    private const string UnknownPost = "厨房";

    /// <summary>Person 2 turned out to be person 1.</summary>
    private static readonly Aliases TwoIsOne = new(ImmutableDictionary<PersonId, Survivor>.Empty.Add(Given.Id(2), new Survivor(Given.Id(1), 1)));

    private static readonly ImmutableSortedDictionary<string, int> NoPosts = ImmutableSortedDictionary<string, int>.Empty;

    private static readonly Gen<uint> Who = Gen.UInt[1, 5];
    private static readonly Gen<string> Post = Gen.OneOf("门口", "登记");

    private static readonly Gen<ActivityStep> Step = Gen.Frequency(
        (40, Gen.Select(Who, Gen.OneOf<string?>(null, null, "门口", "门口", "登记", UnknownPost), ActivityStep (who, post) => new Comes(who, post))),
        (16, Who.Select(ActivityStep (who) => new Leaves(who))),
        (16, Gen.Select(Gen.OneOf(5, 30, 60, 120, 600), Gen.OneOf(true, false, false), ActivityStep (minutes, timer) => new Passes(minutes, timer))),
        (10, Gen.Int[0, 4].Select(ActivityStep (places) => new SetsPlaces(places == 0 ? null : places))),
        (6, Gen.Select(Post, Gen.Int[0, 3], ActivityStep (post, places) => new SetsPost(post, places))),
        (4, Gen.OneOf(0, 60, 240, 720).Select(ActivityStep (minutes) => new MovesClose(minutes))),
        (6, Who.Select(ActivityStep (who) => new ChecksIn(who))),
        (4, Who.Select(ActivityStep (who) => new IsCalled(who))),
        (2, Who.Select(ActivityStep (who) => new IsErased(who))),
        (2, Gen.Const<ActivityStep>(new Publishes())),
        (1, Gen.Const<ActivityStep>(new CallsOff())),
        (1, Gen.Const<ActivityStep>(new Closes())));

    /// <summary>A plan with places in all, of which the posts have two each, and how long before its start the schedule begins.</summary>
    private static readonly Gen<Schedule> AnySchedule = Gen.Select(
        Gen.Int[1, 3], Gen.Bool, Gen.OneOf(20, 150, 1440), Gen.OneOf(true, true, true, false), Step.List[0, 24],
        (places, posts, minutes, published, steps) => new Schedule(places, posts, minutes, published ? [new Publishes(), .. steps] : steps));

    [Fact]
    public void Decides_as_the_plain_rules_say_whatever_happens_in_whatever_order() =>
        AnySchedule.Sample(schedule => new Played(schedule).PlayAll(), iter: Schedules);

    private sealed record Schedule(int Places, bool HasPosts, int MinutesBefore, IReadOnlyList<ActivityStep> Steps)
    {
        public override string ToString() =>
            $"{Places} places, {(HasPosts ? "two posts" : "no posts")}, {MinutesBefore} minutes before the start:\n{string.Join('\n', Steps)}";
    }

    /// <summary>A schedule as far as it has been played: the state and the model, and the rows that a store would have.</summary>
    private sealed class Played(Schedule schedule)
    {
        private readonly Dictionary<(Type, PersonId?), ActivityFact> _rows = [];
        private readonly List<ActivityFact> _facts = [];
        private ActivityState _state = Given.Draft(
            Given.Plan(schedule.Places, posts: schedule.HasPosts ? [new Post("门口", 2), new Post("登记", 2)] : []));

        private PlainActivity _model = new(
            Given.Start, Given.Start.AddHours(2.5), Given.Start.AddHours(2.5), schedule.Places,
            schedule.HasPosts ? NoPosts.Add("门口", 2).Add("登记", 2) : NoPosts);

        private DateTimeOffset _now = Given.Start.AddMinutes(-schedule.MinutesBefore);

        public void PlayAll()
        {
            Write([_state.Activity]);
            foreach (var step in schedule.Steps)
            {
                if (!_model.Gone.Contains(step.Person))
                    Play(step);
            }

            Assert.Equal(Told(_state), Told(ActivityState.Of((Activity)_facts[0]).Apply(_facts)));
        }

        private void Play(ActivityStep step)
        {
            _now += step.Lasts;
            var (said, decided) = Decide(step);
            (_model, var foreseen) = step.Do(_model, _now);
            Assert.Equal(foreseen, said);
            Assert.Equal($"{_model}", Told(_state));

            KeepsTheLimits();
            if (decided && step.Settles)
                Assert.Null(_model.NextInLine(_now));
            ChangesNothingWhenRepeated(step, said);
            FollowsFromTheRowsAlone();
            NamesNobodyTwice();
        }

        /// <summary>Decides and writes what was decided; a refusal writes nothing.</summary>
        private (string Said, bool Decided) Decide(ActivityStep step)
        {
            var decision = step.Decide(_state, _now);
            if (!decision.TryGet(out var decided, out _))
                return (decision.RefusedWith(), false);
            _state = _state.Apply(decided.Facts);
            Write(decided.Facts);
            return (decided.Answer, true);
        }

        /// <summary>
        /// As many hold a place or an offer as there are places, at the most: no plan takes away what is taken, and a roll call
        /// gives nobody a place.
        /// </summary>
        private void KeepsTheLimits()
        {
            var taken = _state.SignUps.Values.Where(signUp => signUp.HoldsPlace).ToList();
            Assert.False(taken.Count > _state.Plan.Capacity, "More have places than there are.");
            Assert.All(_state.Plan.Posts, post => Assert.InRange(taken.Count(signUp => signUp.Post == post.Name), 0, post.Capacity));
        }

        private void ChangesNothingWhenRepeated(ActivityStep step, string said)
        {
            var again = step.Decide(_state, _now);
            Assert.Equal(said.Replace(", new", "", StringComparison.Ordinal), again.Match(decided => decided.Answer, _ => again.RefusedWith()));
            Assert.Empty(again.Match(decided => decided.Facts, _ => []));
        }

        /// <summary>The rows of a store, whatever their order, lead to where the decisions did.</summary>
        private void FollowsFromTheRowsAlone()
        {
            var rows = _rows.Values.OrderByDescending(fact => fact.Person?.Value, StringComparer.Ordinal);
            Assert.Equal(Told(_state), Told(ActivityState.Of(_rows.Values.OfType<Activity>().Single()).Apply(rows)));
        }

        /// <summary>Nor when one of them turns out to be another: then who holds which places stays as it is.</summary>
        private void NamesNobodyTwice()
        {
            Assert.Equal(_state.Waiting.Count, _state.Waiting.Values.Distinct().Count());
            var merged = _state.As(TwoIsOne);
            Assert.Equal((_state.Taken, _state.Waiting.Count), (merged.Taken, merged.Waiting.Count));
            Assert.DoesNotContain(Given.Id(2), merged.SignUps.Keys.Concat(merged.Attendances.Keys));
            Assert.All(merged.Attendances, there => Assert.Equal(there.Key, there.Value.Person));
        }

        /// <summary>As a store does: a fact takes the place of the earlier one of its subject, and what is forgotten goes.</summary>
        private void Write(IEnumerable<ActivityFact> facts)
        {
            foreach (var fact in facts)
            {
                _facts.Add(fact);
                if (fact is Forgotten { Who: var who })
                    _rows.Keys.Where(key => key.Item2 == who).ToList().ForEach(key => _rows.Remove(key));
                else
                    _rows[(fact.GetType(), fact.Person)] = fact;
            }
        }

        private static string Told(ActivityState state) => PlainActivity.Tell(
            Kebab.Of(state.Activity.Status),
            $"{state.Taken} of {state.Plan.Capacity}",
            state.Plan.Posts.OrderBy(post => post.Name, StringComparer.Ordinal)
                .Select(post => $"{post.Name} {state.TakenByPost.GetValueOrDefault(post.Name)} of {post.Capacity}"),
            state.SignUps.Values.Where(signUp => signUp.Status == SignUpStatus.Confirmed).OrderBy(Number).Select(Named),
            state.Offers.Values.Select(person => state.SignUps[person]).OrderBy(Number)
                .Select(offer => $"{Named(offer)} until {PlainActivity.At(state.EndOf(offer))}"),
            state.Waiting.Values.Select(person => Named(state.SignUps[person])),
            state.Attendances.Values.Where(there => there.CheckedOutAt is null).Select(there => Number(there.Who)).Order(),
            state.Attendances.Values.Where(there => there.CheckedOutAt is not null).Select(there => Number(there.Who)).Order());

        private static string Named(SignUp signUp) => PlainActivity.Named(Number(signUp), signUp.Post);

        private static uint Number(SignUp signUp) => Number(signUp.Who);

        private static uint Number(Participant who) => who.Number + (who.Erased is true ? PlainActivity.StandIn : 0);
    }
}
