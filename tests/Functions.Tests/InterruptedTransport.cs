using Azure.Core;
using Azure.Core.Pipeline;

namespace Outreach.Functions.Tests;

/// <summary>Carries calls to the store, and lets something happen right after one of them was done and before its caller knows.</summary>
internal sealed class InterruptedTransport : HttpPipelineTransport
{
    private (Func<Request, bool> Is, Func<Task> Happens)? _interruption;

    /// <summary>Lets something happen after the next call of this kind, once.</summary>
    public void After(Func<Request, bool> call, Func<Task> happens) => _interruption = (call, happens);

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    /// <summary>The keys of data protection are read so, once at the start.</summary>
    public override void Process(HttpMessage message) => HttpClientTransport.Shared.Process(message);

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await HttpClientTransport.Shared.ProcessAsync(message);
        if (_interruption is not { } interruption || !interruption.Is(message.Request))
            return;
        _interruption = null;
        await interruption.Happens();
    }
}
