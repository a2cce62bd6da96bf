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
    await using var storage = await LocalStorage.Open(line, settings[AppSettings.Storage], data);
    await using var host = await FunctionHost.Start(OutreachApp.Options(storage.ConnectionString, OutreachApp.Keys(settings)) with
    {
        Port = line.Port,
        Environment = environment,
        AdminKey = adminKey,
    });
    using var signals = new StopSignals(host);
    await OutreachApp.Open(host, line, adminKey, Console.Out);
    await host.Completion;
    return 0;
}
catch (StartupException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
