using CsCheck;
using Outreach.Domain.Activities;

namespace Outreach.Domain.Tests.Activities;

public sealed class WaitingListTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-1);

    /// <summary>Minutes before the start, minutes from the start to the close of sign-up, and what an offer lasts.</summary>
    [Theory]
    [InlineData(24 * 60, 150, 120)]
    [InlineData(240, 150, 120)]
    [InlineData(60, 150, 30)]
    [InlineData(20, 150, 15)]
    [InlineData(-10, 150, 15)]
    [InlineData(-145, 150, 5)]
    [InlineData(60, -50, 10)]
    public void Holds_an_offered_place_the_shorter_the_nearer_the_start_and_never_beyond_the_close(int before, int close, int lasts)
    {
        var plan = Given.Plan() with { SignUpClosesAt = Given.Start.AddMinutes(close) };
        var now = Given.Start.AddMinutes(-before);
        Assert.Equal(TimeSpan.FromMinutes(lasts), OfferTerms.Default.ExpiryOf(plan, now) - now);
    }

    [Fact]
    public void Passes_a_place_on_at_the_instant_at_which_the_offer_ends()
    {
        var state = Full(places: 1, waiting: 2).After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        var end = state.EndOf(state.FirstOffer!);
        Assert.Equal(Now.AddHours(2), end);
        Assert.Equal(end, WaitingList.DueAt(state, Now));

        Assert.Empty(Settle(state, end.AddTicks(-1)).Facts);
        state = Settle(state, end).State;

        Assert.Equal(SignUpStatus.Lapsed, StatusOf(state, 2));
        Assert.Equal(SignUpStatus.Offered, StatusOf(state, 3));
        Assert.Equal(1, state.Taken);
    }

    [Fact]
    public void Lets_who_missed_the_offer_sign_up_again_behind_the_others()
    {
        var state = Full(places: 1, waiting: 3).After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        (state, var place) = state.After(s => Roster.SignUp(s, Given.Applicant(2), null, OfferTerms.Default, Now.AddHours(2)));
        Assert.Equal(new Place(SignUpStatus.Waiting, 2, IsNew: true), place);
        Assert.Equal(SignUpStatus.Offered, StatusOf(state, 3));
    }

    [Fact]
    public void Passes_on_the_place_of_who_declines()
    {
        var state = Full(places: 1, waiting: 2).After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        state = state.After(s => Roster.Cancel(s, Given.Person(2).Person, OfferTerms.Default, Now)).State;
        Assert.Equal((SignUpStatus.Cancelled, SignUpStatus.Offered), (StatusOf(state, 2), StatusOf(state, 3)));
    }

    [Fact]
    public void Ends_offers_when_sign_up_closes_earlier_than_planned_and_offers_nothing_then()
    {
        var state = Full(places: 1, waiting: 2).After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        var close = Now.AddMinutes(10);
        state = state.After(s => PlanChanging.Change(s, s.Plan with { SignUpClosesAt = close }, OfferTerms.Default, Now)).State;

        state = Settle(state, close).State;

        Assert.Equal((SignUpStatus.Lapsed, SignUpStatus.Waiting, 0), (StatusOf(state, 2), StatusOf(state, 3), state.Taken));
        Assert.Null(WaitingList.DueAt(state, close));
    }

    [Fact]
    public void Settles_no_more_at_once_than_a_transaction_takes_and_the_rest_after_it()
    {
        var state = Full(places: 1, waiting: 100);
        state = state.After(s => PlanChanging.Change(s, s.Plan with { Capacity = 91 }, OfferTerms.Default, Now)).State;
        Assert.Equal(41, state.Taken);
        Assert.Equal(Now, WaitingList.DueAt(state, Now));

        // Who comes now does not get a place past those in the line.
        (state, var late) = state.After(s => Roster.SignUp(s, Given.Applicant(500), null, OfferTerms.Default, Now));
        Assert.Equal(SignUpStatus.Waiting, late.Status);

        state = Settle(state, Now).State;
        Assert.Equal(91, state.Taken);
        Assert.Equal(Enumerable.Range(2, 90).Select(i => (uint)i), state.Offers.Values.Select(p => state.SignUps[p].Who.Number).Order());
    }

    [Fact]
    public void Offers_nothing_on_an_activity_that_was_called_off()
    {
        var state = Full(places: 1, waiting: 1).After(Lifecycle.Cancel).State;
        state = state.After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        Assert.Equal(SignUpStatus.Waiting, StatusOf(state, 2));
        Assert.Null(WaitingList.DueAt(state, Now));
    }

    /// <summary>
    /// What somebody does, by numbers: 0 to 3 sign up, 4 to 5 cancel or decline, 6 lets time pass, 7 changes the places in all,
    /// 8 those of a post, 9 is the timer. The person, minutes or places follow from the second number.
    /// </summary>
    [Fact]
    public void Fills_places_as_a_simple_line_of_people_would_whatever_happens() =>
        Gen.Select(Gen.Int[1, 6], Gen.Bool, Gen.Select(Gen.Int[0, 9], Gen.UInt[1, 12]).List[0, 80]).Sample((capacity, hasPosts, steps) =>
        {
            string?[] posts = hasPosts ? [null, "门口", "登记"] : [null];
            var plan = Given.Plan(capacity, posts: [.. posts.OfType<string>().Select(name => new Post(name, 2))]);
            var (state, now) = (Given.Published(plan), Now);
            var model = new Line(plan);
            foreach (var (what, number) in steps)
            {
                var post = posts[number % posts.Length];
                if (what == 6)
                    now = now.AddMinutes(number * 25);
                model.Settle(now);
                if (what <= 3)
                {
                    if (now < plan.SignUpClosesAt)
                        model.Comes(number, post, now);
                    state = Decided(state, Roster.SignUp(state, Given.Applicant(number), post, OfferTerms.Default, now), now);
                }
                else if (what <= 5)
                {
                    model.Leaves(number, now);
                    state = Decided(state, Roster.Cancel(state, Given.Person(number).Person, OfferTerms.Default, now), now);
                }
                else if (what is 7 or 8 && state.Activity.Plan is var planned)
                {
                    state = Settle(state, now).State;
                    var changed = what == 7
                        ? planned with { Capacity = (int)number }
                        : planned with { Posts = [.. planned.Posts.Select(p => p.Name == post ? p with { Capacity = (int)number } : p)] };
                    var decision = PlanChanging.Change(state, changed, OfferTerms.Default, now);
                    Assert.Equal(model.Fits(changed), decision.TryGet(out _, out _));
                    if (model.Fits(changed))
                        model.Changes(changed, now);
                    state = Decided(state, decision, now);
                }
                else
                {
                    state = Settle(state, now).State;
                }

                Assert.Equal(model.Shown, Shown(state));
                Assert.True(state.Taken <= state.Plan.Capacity);
                Assert.All(state.Plan.Posts, p => Assert.True(state.TakenByPost.GetValueOrDefault(p.Name) <= p.Capacity));
                Assert.False(now < plan.SignUpClosesAt && state.SomebodyWaitingFits, "A place is free that somebody waits for.");
            }
        });

    /// <summary>A refusal writes nothing, not even what it settled.</summary>
    private static ActivityState Decided<T>(ActivityState state, Result<Decision<T>> decision, DateTimeOffset now) =>
        decision.TryGet(out var decided, out _) ? state.Apply(decided.Facts) : Settle(state, now).State;

    private static Settlement Settle(ActivityState state, DateTimeOffset now) => WaitingList.Settle(state, OfferTerms.Default, now);

    private static SignUpStatus StatusOf(ActivityState state, uint person) => state.SignUps[Given.Person(person).Person].Status;

    private static ActivityState Full(int places, int waiting)
    {
        var state = Given.Published(Given.Plan(places));
        for (var i = 1u; i <= places + waiting; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Now)).State;
        return state;
    }

    private static string Shown(ActivityState state) => Line.Show(
        state.SignUps.Values.Where(s => s.Status == SignUpStatus.Confirmed).Select(s => s.Who.Number),
        state.Offers.Values.Select(p => state.SignUps[p].Who.Number),
        state.Waiting.Values.Select(p => state.SignUps[p].Who.Number));

    /// <summary>The rules again, as plain lists of people.</summary>
    private sealed class Line(ActivityPlan plan)
    {
        private readonly Dictionary<uint, string?> _confirmed = [];
        private readonly Dictionary<uint, (string? Post, DateTimeOffset End)> _offered = [];
        private readonly List<(uint Who, string? Post)> _waiting = [];
        private ActivityPlan _plan = plan;

        public string Shown => Show(_confirmed.Keys, _offered.Keys, _waiting.Select(w => w.Who));

        public static string Show(IEnumerable<uint> confirmed, IEnumerable<uint> offered, IEnumerable<uint> waiting) =>
            $"{string.Join(' ', confirmed.Order())} | {string.Join(' ', offered.Order())} | {string.Join(' ', waiting)}";

        public void Comes(uint who, string? post, DateTimeOffset now)
        {
            if (_offered.Remove(who, out var offer))
                _confirmed[who] = offer.Post;
            else if (_confirmed.ContainsKey(who) || _waiting.Any(w => w.Who == who))
                return;
            else if (HasRoom(_plan, post))
                _confirmed[who] = post;
            else
                _waiting.Add((who, post));
            Settle(now);
        }

        public void Leaves(uint who, DateTimeOffset now)
        {
            _confirmed.Remove(who);
            _offered.Remove(who);
            _waiting.RemoveAll(w => w.Who == who);
            Settle(now);
        }

        public bool Fits(ActivityPlan changed) =>
            Posts.Count() <= changed.Capacity && changed.Posts.All(p => Posts.Count(post => post == p.Name) <= p.Capacity);

        public void Changes(ActivityPlan changed, DateTimeOffset now)
        {
            _plan = changed;
            Settle(now);
        }

        public void Settle(DateTimeOffset now)
        {
            var closed = now >= _plan.SignUpClosesAt;
            foreach (var (who, offer) in _offered.ToList().Where(o => closed || o.Value.End <= now))
                _offered.Remove(who);
            while (!closed && _waiting.FindIndex(w => HasRoom(_plan, w.Post)) is var next and >= 0)
            {
                _offered[_waiting[next].Who] = (_waiting[next].Post, OfferTerms.Default.ExpiryOf(_plan, now));
                _waiting.RemoveAt(next);
            }
        }

        private IEnumerable<string?> Posts => _confirmed.Values.Concat(_offered.Values.Select(o => o.Post));

        private bool HasRoom(ActivityPlan plan, string? post) => Posts.Count() < plan.Capacity &&
            (post is null || Posts.Count(p => p == post) < plan.Posts.Single(p => p.Name == post).Capacity);
    }
}
