using Outreach.Functions.Security;
using Outreach.LocalHost;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Storage;

using var signals = new StopSignals();
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
    OutreachApp.Check(line);
    ListeningPort.Check(line.Port);
    var data = line.Data is null ? DataFolder.Default : new(line.Data);
    var adminKey = settings["LocalHost:AdminKey"] ?? data.AdminKey();
    var added = OutreachApp.SettingsOf(line, settings);
    await using var storage = await LocalStorage.Open(line, settings[AppSettings.Storage], data, signals.Stop);
    await using var host = await FunctionHost.Start(
        OutreachApp.Options(storage.ConnectionString, added) with
        {
            Port = line.Port,
            Environment = environment,
            AdminKey = adminKey,
        },
        signals.Stop);
    using var stop = signals.Stop.Register(() => _ = host.Stop());
    using var hurry = signals.Hurry.Register(host.Hurry);
    await OutreachApp.Open(host, line, adminKey, Console.Out, signals.Stop);
    await host.Completion;
    return 0;
}
catch (Exception failure) when (failure is StartupException or SettingException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped before all was ready.");
    return 0;
}
