using Azure;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What callers of one activity do to each other when their decisions are written together (docs/adr/0004).</summary>
public sealed class GroupCommitTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private App _app = null!;
    private ActivityStore _activities = null!;
    private ActivityId _activity = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.Start(azurite);
        using var admin = await _app.SignInAsAdmin();
        _activity = ActivityId.Parse(await _app.Publish(admin)).Must();
        _activities = _app.Services.GetRequiredService<ActivityStore>();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Lets_a_row_that_cannot_be_written_harm_no_other()
    {
        // The first call is under way while the others gather; one of them is longer than any property may be.
        var calls = Enumerable.Range(1, 40).Select(i => SignUp(Person(i), i == 23 ? new string('x', 40_000) : null)).ToList();
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => calls[22]);
        Assert.InRange(failure.Status, 400, 499);
        calls.RemoveAt(22);
        Assert.All(await Task.WhenAll(calls), place => Assert.True(place.Must().IsNew));
        Assert.Equal(39, (await State()).SignUps.Count);
    }

    [Fact]
    public async Task Gives_each_caller_their_own_answer_refusals_and_bugs_included()
    {
        var fine = Enumerable.Range(1, 20).Select(i => SignUp(Person(i))).ToList();
        var refused = Commit(
            state => Roster.SignUp(state, Asks(Person(99)), "no such post", OfferTerms.Default, _app.Clock.GetUtcNow()),
            TestContext.Current.CancellationToken);
        var bug = Commit<Place>(_ => throw new InvalidOperationException("a bug"), TestContext.Current.CancellationToken);
        Assert.All(await Task.WhenAll(fine), place => Assert.True(place.Must().IsNew));
        Assert.False((await refused).TryGet(out _, out var refusal));
        Assert.Equal("post", Assert.Single(refusal!.Errors).Field);
        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => bug)).Message);
        Assert.Equal(20, (await State()).SignUps.Count);
    }

    [Fact]
    public async Task Leaves_the_group_whole_when_a_caller_gives_up()
    {
        using var impatient = new CancellationTokenSource();
        var patient = Enumerable.Range(1, 15).Select(i => SignUp(Person(i))).ToList();
        var leaving = Enumerable.Range(16, 15).Select(i => SignUp(Person(i), cancellation: impatient.Token)).ToList();
        await impatient.CancelAsync();
        Assert.All(await Task.WhenAll(patient), place => Assert.True(place.Must().IsNew));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(leaving));
        Assert.Equal(30, (await State()).SignUps.Count);
    }

    [Fact]
    public async Task Knows_an_activity_still_after_others_asked_for_what_there_is_not()
    {
        await State();
        var nothing = Enumerable.Range(0, 1_000).Select(number => ActivityId.FromBytes([7, 7, 7, 7, 7, (byte)(number >> 8), (byte)number]));
        await Parallel.ForEachAsync(nothing, async (id, token) => Assert.False((await _activities.Read(id, token)).TryGet(out _, out _)));
        Assert.NotNull(_activities.Glance(_activity));
    }

    private static Applicant Asks(Participant who) => new(who, null, HasGuardian: false, []);

    private static Participant Person(int number)
    {
        var bytes = new byte[10];
        bytes[0] = (byte)number;
        return new Participant(PersonId.FromBytes(bytes), (uint)number, AreaCode.Parse(App.Community).Must(), null, PartyMember: false);
    }

    private async Task<ActivityState> State() => (await _activities.Read(_activity, TestContext.Current.CancellationToken)).Must();

    /// <summary>With a post that no plan has, the sign-up is written as it stands: its row is the matter here, not the rule.</summary>
    private Task<Result<Place>> SignUp(Participant who, string? post = null, CancellationToken? cancellation = null) => Commit(
        state => post is null
            ? Roster.SignUp(state, Asks(who), null, OfferTerms.Default, _app.Clock.GetUtcNow())
            : Decision<Place>.Of(
                new Place(SignUpStatus.Confirmed, null, IsNew: true), new SignUp(who, post, SignUpStatus.Confirmed, 0, _app.Clock.GetUtcNow())),
        cancellation ?? TestContext.Current.CancellationToken);

    private Task<Result<T>> Commit<T>(Func<ActivityState, Result<Decision<T>>> decide, CancellationToken cancellation)
        where T : notnull => _activities.Commit(_activity, decide, cancellation);
}
