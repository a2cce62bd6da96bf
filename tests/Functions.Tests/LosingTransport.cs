using Azure.Core;
using Azure.Core.Pipeline;

namespace Outreach.Functions.Tests;

/// <summary>
/// Carries calls to the store and loses the reply to one after it was done, as a broken connection does: the client of the store then
/// makes the same call again by itself.
/// </summary>
internal sealed class LosingTransport : HttpPipelineTransport
{
    private Func<Request, bool>? _loses;

    public int Lost { get; private set; }

    /// <summary>Loses the reply to the next call of this kind.</summary>
    public void Lose(Func<Request, bool> call) => _loses = call;

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The app calls the store asynchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await HttpClientTransport.Shared.ProcessAsync(message);
        if (_loses is not { } loses || !loses(message.Request) || Interlocked.CompareExchange(ref _loses, null, loses) != loses)
            return;
        Lost++;
        throw new IOException("The reply was lost.");
    }
}
