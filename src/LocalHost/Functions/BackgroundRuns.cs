namespace Outreach.LocalHost.Functions;

/// <summary>
/// Runs functions that no client waits for: each in a scope of its own, within the function timeout, and cancelled when draining ends.
/// </summary>
internal sealed class BackgroundRuns(FunctionRunner runner, IServiceScopeFactory scopes, TimeSpan timeout) : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();

    /// <summary>Whether the host has given up on what still runs.</summary>
    public bool AreAbandoned => _abandoned.IsCancellationRequested;

    /// <summary>Ends when the function has ended, and throws what the function threw.</summary>
    public async Task Run(Function function, object? input)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token);
        limit.CancelAfter(timeout);
        await using var scope = scopes.CreateAsyncScope();
        await runner.Run(function, new(function.Description, scope.ServiceProvider, limit.Token) { Input = input });
    }

    public Task Abandon() => _abandoned.CancelAsync();

    public void Dispose() => _abandoned.Dispose();
}
