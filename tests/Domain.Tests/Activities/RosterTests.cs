using CsCheck;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Tests.Activities;

public sealed class RosterTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(-1);

    [Fact]
    public void Confirms_until_the_places_are_taken_and_then_queues_in_order_of_arrival()
    {
        var state = Given.Published(Given.Plan(capacity: 2));
        var places = new List<Place>();
        for (var i = 1u; i <= 5; i++)
        {
            (state, var place) = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Now));
            places.Add(place);
        }

        Assert.Equal([null, null, 1, 2, 3], places.Select(p => p.Position));
        Assert.Equal(2, state.Confirmed);
        Assert.Equal([3u, 4u, 5u], state.Waiting.Values.Select(p => state.SignUps[p].Who.Number));
    }

    [Theory]
    [InlineData(null, "", 0, null, null)]
    [InlineData(5, "", 2, 3, 5)]
    [InlineData(null, "2 3", 0, 5, 5)]
    [InlineData(null, "2 3", 1, 4, 5)] // Whoever comes first goes to the first post.
    [InlineData(null, "1 1", 2, 0, 2)]
    [InlineData(9, "1 1", 2, 0, 2)]
    [InlineData(2, "2 3", 1, 1, 2)] // No more than are free in all, whatever a post has.
    [InlineData(2, "2 3", 2, 0, 2)]
    public void Counts_free_places_at_the_posts_where_there_are_any(int? capacity, string posts, int comers, int? free, int? places)
    {
        Post[] all = [.. posts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((places, i) => new Post($"p{i}", int.Parse(places, System.Globalization.CultureInfo.InvariantCulture)))];
        var state = Given.Published(Given.Plan(capacity, posts: all));
        for (var i = 1u; i <= comers; i++)
        {
            var post = all.FirstOrDefault(p => state.FreeAt(p) > 0)?.Name;
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), post, OfferTerms.Default, Now)).State;
        }

        Assert.Equal((free, places), (state.Free, state.Plan.Places));
        Assert.Equal(free is null or > 0, all.Length == 0 ? state.HasRoom(null) : all.Any(p => state.HasRoom(p.Name)));
    }

    [Fact]
    public void Leaves_party_membership_out_of_a_sign_up_and_what_it_is_for_as_it_is()
    {
        var member = Given.Person(1, partyMember: true);
        var state = Given.Published(Given.Plan(capacity: 1)).After(s => Roster.SignUp(
            s, new Applicant(member, null, HasGuardian: false, []), null, OfferTerms.Default, Now)).State;
        var after = state.After(s => Roster.LeaveOutMembership(s, Given.Person(1))).State;
        Assert.Equal(state.SignUps[member.Person] with { Who = Given.Person(1) }, after.SignUps[member.Person]);
        Assert.Equal(1, after.Confirmed);
        Assert.Empty(Roster.LeaveOutMembership(after, Given.Person(1)).Must().Facts);
        Assert.Empty(Roster.LeaveOutMembership(after, Given.Person(2)).Must().Facts);
    }

    [Theory]
    [InlineData(1, 0, true, true)]
    [InlineData(1, -1, true, false)] // It is not over yet.
    [InlineData(1, 0, false, false)] // A school class is no service.
    [InlineData(2, 0, true, false)] // Waited for a place.
    [InlineData(3, 0, true, false)] // Never signed up.
    [InlineData(4, 0, true, false)] // Was there, and it is recorded.
    public void Misses_hours_of_who_held_a_place_and_of_whom_nothing_is_known(uint person, int ticksFromEnd, bool serviceCounts, bool isUnrecorded)
    {
        var state = Given.Attended(Given.Plan(capacity: 1, serviceCounts: serviceCounts), Given.Person(4));
        foreach (var number in (uint[])[1, 2])
            state = state.After(s => Roster.SignUp(s, Given.Applicant(number), null, OfferTerms.Default, Now)).State;
        Assert.Equal(isUnrecorded, Roster.IsUnrecorded(state, Given.Id(person), state.Plan.EndsAt.AddTicks(ticksFromEnd)));
    }

    [Fact]
    public void Gives_the_same_person_the_place_already_held()
    {
        var (state, first) = Given.Published(Given.Plan(capacity: 1)).After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Now));
        var again = Roster.SignUp(state, Given.Applicant(1), null, OfferTerms.Default, Now.AddHours(1)).Must();

        Assert.True(first.IsNew);
        Assert.Equal(first with { IsNew = false }, again.Answer);
        Assert.Empty(again.Facts);
    }

    [Fact]
    public void Offers_a_freed_place_to_the_next_in_line_who_takes_it_by_signing_up_again()
    {
        var state = Given.Published(Given.Plan(capacity: 1));
        for (var i = 1u; i <= 3; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Now)).State;

        state = state.After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;

        Assert.Equal(SignUpStatus.Offered, state.SignUps[Given.Person(2).Person].Status);
        Assert.Equal(1, state.PositionOf(state.SignUps[Given.Person(3).Person]));

        (state, var place) = state.After(s => Roster.SignUp(s, Given.Applicant(2), null, OfferTerms.Default, Now.AddMinutes(119)));
        Assert.Equal(new Place(SignUpStatus.Confirmed, null, IsNew: false), place);
        Assert.Equal((1, 1, 1), (state.Confirmed, state.Taken, state.Waiting.Count));
    }

    [Fact]
    public void Puts_who_cancels_and_comes_back_at_the_end_of_the_line()
    {
        var state = Given.Published(Given.Plan(capacity: 1));
        for (var i = 1u; i <= 3; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Now)).State;
        state = state.After(s => Roster.Cancel(s, Given.Person(2).Person, OfferTerms.Default, Now)).State;

        var place = state.After(s => Roster.SignUp(s, Given.Applicant(2), null, OfferTerms.Default, Now)).Answer;

        Assert.Equal(2, place.Position);
    }

    [Fact]
    public void Fills_posts_apart_and_passes_a_freed_place_to_who_waits_for_that_post()
    {
        var state = Given.Published(Given.Plan(null, Audience.All, true, new Post("门口", 1), new Post("登记", 1)));
        (state, _) = state.After(s => Roster.SignUp(s, Given.Applicant(1), "门口", OfferTerms.Default, Now));
        (state, _) = state.After(s => Roster.SignUp(s, Given.Applicant(2), "登记", OfferTerms.Default, Now));
        (state, var waiting) = state.After(s => Roster.SignUp(s, Given.Applicant(3), "登记", OfferTerms.Default, Now));

        state = state.After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        Assert.Equal(1, waiting.Position);
        Assert.Equal(SignUpStatus.Waiting, state.SignUps[Given.Person(3).Person].Status);

        state = state.After(s => Roster.Cancel(s, Given.Person(2).Person, OfferTerms.Default, Now)).State;
        Assert.Equal(SignUpStatus.Offered, state.SignUps[Given.Person(3).Person].Status);
    }

    [Fact]
    public void Refuses_sign_up_for_a_draft_as_if_it_did_not_exist() =>
        Assert.Equal("not-found", Roster.SignUp(Given.Draft(), Given.Applicant(1), null, OfferTerms.Default, Now).RefusedWith());

    [Fact]
    public void Refuses_sign_up_from_the_instant_at_which_it_closes()
    {
        var closes = Given.Published().Plan.SignUpClosesAt;
        Assert.Equal("activity-closed", Roster.SignUp(Given.Published(), Given.Applicant(1), null, OfferTerms.Default, closes).RefusedWith());
        Assert.True(Roster.SignUp(Given.Published(), Given.Applicant(1), null, OfferTerms.Default, closes.AddTicks(-1)).TryGet(out _, out _));
    }

    [Fact]
    public void Refuses_sign_up_for_a_cancelled_activity()
    {
        var state = Given.Published().After(Lifecycle.Cancel).State;
        Assert.Equal("activity-closed", Roster.SignUp(state, Given.Applicant(1), null, OfferTerms.Default, Now).RefusedWith());
    }

    [Fact]
    public void Refuses_who_is_not_in_the_audience()
    {
        var state = Given.Published(Given.Plan(audience: Audience.PartyMembers));
        Assert.Equal("not-in-audience", Roster.SignUp(state, Given.Applicant(1), null, OfferTerms.Default, Now).RefusedWith());
        Assert.True(Roster.SignUp(state, Given.Applicant(2, partyMember: true), null, OfferTerms.Default, Now).TryGet(out _, out _));
    }

    [Fact]
    public void Refuses_a_post_that_the_activity_does_not_have() =>
        Assert.Equal("unknown-post", Roster.SignUp(Given.Published(), Given.Applicant(1), "厨房", OfferTerms.Default, Now).RefusedWith());

    [Fact]
    public void Keeps_the_sign_up_of_who_has_checked_in()
    {
        var state = Given.Published().After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Now)).State;
        state = state.After(s => RollCall.Record(s, Given.Person(1), Given.Start, null, Given.Person(9).Person, Given.Start.AddDays(1))).State;
        Assert.Equal("already-checked-in", Roster.Cancel(state, Given.Person(1).Person, OfferTerms.Default, Now).RefusedWith());
    }

    [Fact]
    public void Writes_down_the_later_of_two_engagements_for_the_same_place()
    {
        var state = Given.Published().After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Now, engagement: 1)).State;
        (state, var again) = state.After(s => Roster.SignUp(s, Given.Applicant(1), null, OfferTerms.Default, Now, engagement: 2));
        Assert.False(again.IsNew);
        Assert.Equal(2, state.SignUps[Given.Person(1).Person].Engagement);
        Assert.Empty(Roster.SignUp(state, Given.Applicant(1), null, OfferTerms.Default, Now).Must().Facts);
    }

    [Fact]
    public void Comes_to_the_same_state_when_a_fact_is_applied_twice() =>
        Gen.Select(Gen.UInt[1, 8], Gen.Bool).List[0, 30].Sample(steps =>
        {
            var state = Given.Published(Given.Plan(3));
            foreach (var (person, comes) in steps)
            {
                var facts = comes
                    ? Roster.SignUp(state, Given.Applicant(person), null, OfferTerms.Default, Now).Must().Facts
                    : Roster.Cancel(state, Given.Person(person).Person, OfferTerms.Default, Now).Must().Facts;
                var once = state.Apply(facts);
                var twice = once.Apply(facts);
                Assert.Equal(once.Confirmed, twice.Confirmed);
                Assert.Equal(once.Waiting, twice.Waiting);
                Assert.Equal(once.Offers, twice.Offers);
                state = twice;
            }
        });
}
