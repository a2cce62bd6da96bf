using System.Diagnostics;
using System.Text.Json.Nodes;
using Outreach.Functions.Attendance;

namespace Outreach.Bench.Load;

/// <summary>
/// A district's day on a host in a process of its own: calls by chance at the asked rate, whether or not the ones before were answered; then
/// steps of a higher rate each, until one answer in a hundred takes longer than half a second. It says what gave way.
/// </summary>
internal sealed class LoadBench : IBench
{
    private const int MostSteps = 20;
    private const double Steeper = 1.25;

    /// <summary>What Kestrel warns with when its own clock does not tick in time.</summary>
    private const string Starving = "thread pool starvation";

    private static readonly TimeSpan StepLength = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QuietLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public string Name => "load";

    public string Says => "a district's day at a steady rate, then at higher ones until something gives way";

    public bool Compares => false;

    public async Task<JsonObject> Run(BenchOptions options)
    {
        await using var ground = await Ground.Open();
        await using var host = await HostProcess.Start(ground.Storage);
        using var pulse = HostPulse.Listen(host.Process.Id);
        using var watch = new Watch(ground, host, pulse);
        var random = new Random(options.Seed);
        var places = new BusyPlaces(ground.Communities);
        var district = new BusyDistrict(host.Address, places, ground.Get<CheckInCodes>(), random);
        using var preparation = new Preparation(ground, host.Address, places, district, options.Scale);
        using var loop = new OpenLoop();
        var day = new Day(preparation, loop, district, watch, pulse, random);

        await preparation.Begin();
        var (steady, live) = await day.Steady(options.Arrivals, options.Length);
        LoadReport.Print(steady, live);
        var lines = host.Output.Split('\n');
        LoadReport.PrintWarnings(lines);
        var starving = lines.Count(line => line.Contains(Starving, StringComparison.OrdinalIgnoreCase));
        List<Step> steps = [steady, .. await day.Ramp(steady, options.Scale)];
        LoadReport.Print(steps);
        if (starving > 0)
            throw new WrongResultException($"The host warned of thread pool starvation at {steady.Rate} calls a second, {starving} times.");
        return LoadReport.Object(Name, steps, live);
    }

    private sealed class Day(Preparation preparation, OpenLoop loop, BusyDistrict district, Watch watch, HostPulse pulse, Random random)
    {
        /// <summary>The asked rate for the asked time.</summary>
        public async Task<(Step Step, LiveHeap Live)> Steady(double rate, TimeSpan length)
        {
            using var end = new CancellationTokenSource();
            var arrivals = await Prepare(rate, length);
            var reading = LiveHeap.Watch(pulse, length, end.Token);
            var step = await Take(arrivals, rate, length);
            await end.CancelAsync();
            return (step, await reading);
        }

        /// <summary>Step after step at a higher rate, up to and with the one that is too slow.</summary>
        public async Task<IReadOnlyList<Step>> Ramp(Step from, Scale scale)
        {
            var (steps, last) = (new List<Step>(), from);
            var length = TimeSpan.FromSeconds(Math.Max(StepLength.TotalSeconds * Math.Min(scale.Factor, 1), ShortestStep.TotalSeconds));
            while (last.Timing.Percentile(0.99) <= Verdict.SlowestP99 && steps.Count < scale.Of(MostSteps))
            {
                var rate = last.Rate * Steeper;
                last = await Take(await Prepare(rate, length), rate, length);
                steps.Add(last);
            }

            return steps;
        }

        private async Task<IReadOnlyList<Arrival>> Prepare(double rate, TimeSpan length)
        {
            var arrivals = Arrivals.Draw(random, rate, length);
            await preparation.For(arrivals);
            await Quiet();
            return arrivals;
        }

        private async Task<Step> Take(IReadOnlyList<Arrival> arrivals, double rate, TimeSpan length)
        {
            using var end = new CancellationTokenSource();
            var (before, watching) = (pulse.Starvations, watch.Run(LoadReport.Interval(length), end.Token));
            var outcomes = await loop.Run(arrivals, district);
            await end.CancelAsync();
            return new Step(rate, length, outcomes, await watching, pulse.Starvations - before);
        }

        /// <summary>Waits until what the calls before left in the queues is done, so that each step is judged by itself.</summary>
        private async Task Quiet()
        {
            var began = Stopwatch.GetTimestamp();
            while ((await watch.Messages()).Count > 0)
            {
                if (Stopwatch.GetElapsedTime(began) > QuietLimit)
                    throw new WrongResultException($"The queues are not empty {QuietLimit.TotalMinutes} minutes after the last call.");
                await Task.Delay(Look);
            }
        }
    }
}
