using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.Storage;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What a registration comes to that is left, or made twice at once, between its claims and its end.</summary>
public sealed class RegisteringTwiceTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string IdNumber = "140202199003070027";

    private static readonly PersonId Id = PersonId.FromBytes(new byte[10]);

    private readonly InterruptedTransport _transport = new();
    private App _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Registrar Registrar => _app.Services.GetRequiredService<Registrar>();

    public async ValueTask InitializeAsync()
    {
        var storage = azurite.TakeAccount();
        _app = await App.StartWith(storage, services => services.AddSingleton(
            new Tables(new TableServiceClient(storage, new TableClientOptions { Transport = _transport }))));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Registers_to_the_end_whoever_leaves_after_the_first_claim()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _transport.After(IsClaim, leaving.CancelAsync);
        (await Registrar.Register(Draft(), Id, leaving.Token)).Must();
        Assert.True(leaving.IsCancellationRequested);
        Assert.Equal(Id, (await Registrar.Register(Draft(), Id, Cancellation)).Must().Id);
    }

    [Fact]
    public async Task Gives_back_no_number_that_the_next_try_under_the_same_id_claimed()
    {
        (await Registrar.Register(Draft() with { Phone = App.Phone(2), IdNumber = IdNumber }, Cancellation)).Must();
        // The second try, with the ID number corrected, comes while the first still has its phone to give back.
        var claims = 0;
        _transport.After(
            call => IsClaim(call) && ++claims == 2, async () => (await Registrar.Register(Draft(), Id, Cancellation)).Must());
        var refused = await Registrar.Register(Draft() with { IdNumber = IdNumber }, Id, Cancellation);
        Assert.Equal("already-registered", refused.Match(_ => "", refusal => refusal.Code));
        Assert.Equal(409, (await _app.Http.Post("/api/volunteers", App.VolunteerBody(1))).Status);
    }

    private static RegistrationDraft Draft() => new("张三", App.Phone(1), App.Community, Consent: new ConsentDraft("1"));

    private static bool IsClaim(Request call) =>
        call.Method == RequestMethod.Post && call.Uri.Path.EndsWith("/identities", StringComparison.Ordinal);
}
