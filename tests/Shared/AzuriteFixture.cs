using Outreach.LocalHost.Storage;

[assembly: AssemblyFixture(typeof(Outreach.Tests.AzuriteFixture))]

namespace Outreach.Tests;

/// <summary>One Azurite for a test run. Whoever asks gets an account that nobody else has, and so tables and queues of their own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private const int AccountCount = 600;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("outreach-tests-");
    private readonly StorageAccount[] _accounts =
        [.. Enumerable.Range(0, AccountCount).Select(number => new StorageAccount($"test{number:000}", StorageAccount.Development.Key))];
    private Azurite? _azurite;
    private int _taken;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.Start(new(_folder.FullName) { Accounts = _accounts });

    /// <summary>The connection string of an account that is still empty.</summary>
    public string TakeAccount() => _azurite!.ConnectionStringOf(_accounts[Interlocked.Increment(ref _taken) - 1]);

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
