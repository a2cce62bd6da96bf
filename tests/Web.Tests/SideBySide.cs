using System.Diagnostics;

namespace Outreach.Web.Tests;

/// <summary>
/// How many calls to the store some work makes at the same moment, at the most: they carry the trace that it began, however many other tests
/// call the store meanwhile.
/// </summary>
internal static class SideBySide
{
    public static async Task<int> Most(Func<Task> work)
    {
        using var source = new ActivitySource("Outreach.Tests");
        var (calls, most, trace, gate) = (0, 0, default(ActivityTraceId), new Lock());
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard == source || heard.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> created) =>
                created.Source == source || created.Parent.TraceId == trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStarted = call => Count(call, 1),
            ActivityStopped = call => Count(call, -1),
        };
        ActivitySource.AddActivityListener(listener);
        using (var began = source.StartActivity("work"))
        {
            trace = began!.TraceId;
            await work();
        }

        return most;

        void Count(Activity call, int change)
        {
            if (call.Source == source)
                return;
            lock (gate)
                most = Math.Max(most, calls += change);
        }
    }
}
