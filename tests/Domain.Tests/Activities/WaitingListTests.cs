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

        // Whoever noticed late: it was held until then, and is told of until they have another place.
        Assert.Equal(
            new Place(SignUpStatus.Lapsed, null, IsNew: false, end),
            Roster.LastPlaceOf(Settle(Offered(), end.AddHours(3)).State, Given.Id(2)));
        Assert.Null(Roster.PlaceOf(state, Given.Id(2)));
        state = state.After(s => Roster.SignUp(s, Given.Applicant(2), null, OfferTerms.Default, end)).State;
        Assert.Equal(SignUpStatus.Waiting, Roster.LastPlaceOf(state, Given.Id(2))?.Status);
        Assert.Equal(new Place(SignUpStatus.Cancelled, null, IsNew: false), Roster.LastPlaceOf(state, Given.Id(1)));
        Assert.Null(Roster.LastPlaceOf(state, Given.Id(9)));

        static ActivityState Offered() =>
            Full(places: 1, waiting: 2).After(s => Roster.Cancel(s, Given.Id(1), OfferTerms.Default, Now)).State;
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
    public void Takes_no_place_away_from_who_holds_one_nor_keeps_one_for_who_missed_the_offer()
    {
        var state = Full(places: 2, waiting: 1).After(s => Roster.Cancel(s, Given.Person(1).Person, OfferTerms.Default, Now)).State;
        var end = state.EndOf(state.FirstOffer!);
        Assert.Equal("places-taken", Halve(state, end.AddTicks(-1)).RefusedWith());

        // Whether or not the timer came by.
        state = state.After(s => Halve(s, end)).State;

        Assert.Equal((SignUpStatus.Confirmed, SignUpStatus.Lapsed), (StatusOf(state, 2), StatusOf(state, 3)));
        Assert.Equal((1, 1), (state.Taken, state.Plan.Capacity));
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

    private static Result<Decision<Activity>> Halve(ActivityState state, DateTimeOffset now) =>
        PlanChanging.Change(state, state.Plan with { Capacity = 1 }, OfferTerms.Default, now);

    private static Settlement Settle(ActivityState state, DateTimeOffset now) => WaitingList.Settle(state, OfferTerms.Default, now);

    private static SignUpStatus StatusOf(ActivityState state, uint person) => state.SignUps[Given.Person(person).Person].Status;

    private static ActivityState Full(int places, int waiting)
    {
        var state = Given.Published(Given.Plan(places));
        for (var i = 1u; i <= places + waiting; i++)
            state = state.After(s => Roster.SignUp(s, Given.Applicant(i), null, OfferTerms.Default, Now)).State;
        return state;
    }
}
