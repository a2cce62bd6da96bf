using Microsoft.Azure.Functions.Worker;
using Outreach.LocalHost;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Storage;

try
{
    var environment = AppSettings.EnvironmentName;
    var line = CommandLine.Parse(args, environment);
    if (line.IsHelp)
    {
        Console.WriteLine(CommandLine.Help);
        return 0;
    }

    var settings = AppSettings.Read(AppContext.BaseDirectory);
    var data = line.Data is null ? DataFolder.Default : new(line.Data);
    var adminKey = settings["LocalHost:AdminKey"] ?? data.AdminKey();
    await using var storage = await LocalStorage.Open(line, settings["AzureWebJobsStorage"], data);
    await using var host = await FunctionHost.Start(new()
    {
        App = typeof(FunctionAttribute).Assembly,
        ContentRoot = AppContext.BaseDirectory,
        Storage = storage.ConnectionString,
        Port = line.Port,
        Environment = environment,
        AdminKey = adminKey,
        Settings = new Dictionary<string, string?> { ["AzureWebJobsStorage"] = storage.ConnectionString },
    });
    using var signals = new StopSignals(host);

    Console.WriteLine($"Listening on {host.BaseAddress}");
    Console.WriteLine($"Status: curl -H 'x-functions-key: {adminKey}' {host.BaseAddress}admin/host/status");
    await host.Completion;
    return 0;
}
catch (StartupException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
