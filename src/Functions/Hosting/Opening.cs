using Microsoft.Extensions.Hosting;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Hosting;

/// <summary>
/// Makes what has to stand before the first function runs: the tables, the queues and the first admin. Every start of every host
/// does it; where all stands already it is one round of small calls.
/// </summary>
internal sealed class Opening(Provisioning provisioning, SealedPlaces sealedPlaces, AppDistrict district, FirstAdmin admin) : IHostedLifecycleService
{
    // Before any service starts, the worker's own and the web server among them: whoever registers first cannot come first here.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await provisioning.Run(cancellationToken);

        // Without a key that values are sealed with the app would fail here and there, and nobody would know of what.
        if (await sealedPlaces.LostKeys(cancellationToken) is [var lost, ..])
            throw new SettingException("Outreach:Keys:Ring", $"must go on holding key {lost}, which values are sealed with (docs/adr/0017)");
        await admin.Ensure(district.Code, cancellationToken);
        await admin.HonourChosenCode(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
