using Outreach.Bench;
using Outreach.Bench.Faults;
using Outreach.Bench.Micro;
using Outreach.LocalHost;

try
{
    if (args is [SkewedHost.Verb, ..])
    {
        await SkewedHost.Run(args);
        return 0;
    }

    var line = BenchLine.Parse(args);
    if (line.IsHelp)
    {
        Console.WriteLine(BenchLine.Help);
        return 0;
    }

    foreach (var name in line.Names)
    {
        if (name == MicroBenches.Name)
            MicroBenches.Run(line.Options.Scale);
        else
            Console.WriteLine((await Benches.Find(name).Run(line.Options)).ToJsonString());
    }

    return 0;
}
catch (Exception failure) when (failure is StartupException or WrongResultException)
{
    if (failure is WrongResultException { Result: { } result })
        Console.WriteLine(result.ToJsonString());
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
