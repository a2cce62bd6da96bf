using System.Diagnostics;

namespace Outreach.Functions.Tests;

/// <summary>
/// Counts the calls to the store that one request makes until it is answered: they carry the trace that the request began, however many other
/// tests call the store at the same moment.
/// </summary>
internal static class TracedCalls
{
    private const string OfHttpClients = "System.Net.Http";

    public static async Task<int> Of(App app, Func<Task> request)
    {
        using var source = new ActivitySource("Outreach.Tests");
        var calls = 0;
        var trace = default(ActivityTraceId);
        using var listener = new ActivityListener
        {
            ShouldListenTo = heard => heard == source || heard.Name == OfHttpClients,
            Sample = (ref ActivityCreationOptions<ActivityContext> created) =>
                created.Source == source || created.Parent.TraceId == trace ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = call =>
            {
                if (call.Source != source && call.TraceId == trace && !IsOf(app, call))
                    Interlocked.Increment(ref calls);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using (var began = source.StartActivity("request"))
        {
            trace = began!.TraceId;
            await request();
        }

        return calls;
    }

    /// <summary>Whether it is the request itself.</summary>
    private static bool IsOf(App app, Activity call) => Equals(call.GetTagItem("server.port"), app.Http.BaseAddress!.Port);
}
