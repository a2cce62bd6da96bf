using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost;
using Outreach.SecondApp;

// Arguments: the storage, then the functions to run. Each entry of the journal is printed, and its function never ends by itself.
var journal = new Journal
{
    Then = (entry, cancellation) =>
    {
        Console.WriteLine(entry);
        return new TaskCompletionSource().Task.WaitAsync(cancellation);
    },
};
await using var host = await FunctionHost.Start(new()
{
    App = typeof(Journal).Assembly,
    ContentRoot = AppContext.BaseDirectory,
    Storage = args[0],
    Services = (services, _) => services.AddSingleton(journal),
    MessageLease = TimeSpan.FromSeconds(2),
    TimerLease = TimeSpan.FromSeconds(2),
    Settings = args.Skip(1)
        .Select((function, number) => KeyValuePair.Create<string, string?>($"AzureFunctionsJobHost:functions:{number}", function))
        .Append(KeyValuePair.Create<string, string?>("Schedule", "* * * * * *"))
        .ToDictionary(),
});
Console.WriteLine($"Listening on {host.BaseAddress}");
await host.Completion;
