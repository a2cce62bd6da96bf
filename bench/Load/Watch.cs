using System.Diagnostics;
using Outreach.Functions.Storage;

namespace Outreach.Bench.Load;

/// <summary>The state of everything at one moment of a step.</summary>
/// <param name="At">Since the step began.</param>
/// <param name="Store">Processor time a second since the sample before, in cores; likewise the host's and the generator's.</param>
/// <param name="Machine">That of all programs; of these three where the system does not tell.</param>
/// <param name="StoreMemory">Working set in bytes; likewise the host's.</param>
/// <param name="Waiting">Messages in all of the app's queues, those in work among them, as the store counts.</param>
/// <param name="OldestAge">Of the messages that nobody works on.</param>
internal sealed record Sample(
    TimeSpan At, double Store, double Host, double Generator, double Machine, long StoreMemory, long HostMemory, Pulse Pulse, int Waiting,
    TimeSpan OldestAge);

/// <summary>Looks at store, host, queues and generator every few seconds.</summary>
internal sealed class Watch(Ground ground, HostProcess host, HostPulse pulse) : IDisposable
{
    private readonly Process _store = Process.GetProcessById(ground.StoreProcess);
    private readonly Process _self = Process.GetCurrentProcess();
    private readonly Queues _queues = ground.Get<Queues>();

    /// <summary>Samples until cancelled, and once more at the end.</summary>
    public async Task<IReadOnlyList<Sample>> Run(TimeSpan every, CancellationToken end)
    {
        var samples = new List<Sample>();
        var (began, before) = (Stopwatch.GetTimestamp(), Read());
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(every, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (waiting, age) = await Messages();
            var now = Read();
            samples.Add(new Sample(
                Stopwatch.GetElapsedTime(began), Cores(now.Store - before.Store), Cores(now.Host - before.Host), Cores(now.Self - before.Self),
                Cores(now.Machine - before.Machine), _store.WorkingSet64, host.Process.WorkingSet64, pulse.Last, waiting, age));
            double Cores(TimeSpan used) => used / (now.At - before.At);
            before = now;
        }

        return samples;
    }

    /// <summary>Messages that wait or are worked on, and how old the oldest is that nobody works on.</summary>
    public async Task<(int Count, TimeSpan OldestAge)> Messages()
    {
        var counts = await Task.WhenAll(_queues.Clients.Select(async queue => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount));
        var oldest = await _queues.OldestWaiting(CancellationToken.None);
        return (counts.Sum(), oldest is { } since ? TimeProvider.System.GetUtcNow() - since : TimeSpan.Zero);
    }

    public void Dispose()
    {
        _store.Dispose();
        _self.Dispose();
    }

    private Used Read()
    {
        _store.Refresh();
        _self.Refresh();
        host.Process.Refresh();
        var (store, hosts, self) = (_store.TotalProcessorTime, host.Process.TotalProcessorTime, _self.TotalProcessorTime);
        return new Used(Stopwatch.GetElapsedTime(0), store, hosts, self, MachineTime.Spent() ?? store + hosts + self);
    }

    private readonly record struct Used(TimeSpan At, TimeSpan Store, TimeSpan Host, TimeSpan Self, TimeSpan Machine);
}
