using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Outreach.Bench.Micro;

/// <summary>BenchmarkDotNet on what runs without the store, and on whole requests.</summary>
internal static class MicroBenches
{
    public const string Name = "micro";

    private static readonly Type[] Classes = [typeof(DecisionBenches), typeof(FigureBenches), typeof(RequestBenches)];

    /// <exception cref="WrongResultException">A benchmark failed.</exception>
    public static void Run(Scale scale)
    {
        RequestBenches.People = scale.Of(3000, 500);
        var folder = Directory.CreateTempSubdirectory("outreach-bench-");
        try
        {
            foreach (var summary in Classes.Select(type => BenchmarkRunner.Run(type, Config(scale, folder.FullName))))
                Print(summary);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In this process and with short iterations: enough to see a factor, within three minutes for all.</summary>
    private static ManualConfig Config(Scale scale, string artifacts) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(Math.Max(1, 100 * scale.Factor)))
            .WithWarmupCount(scale.Of(3))
            .WithIterationCount(scale.Of(7)))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
        .AddLogger(NullLogger.Instance)
        .WithOptions(scale.Factor < 1 ? ConfigOptions.DisableOptimizationsValidator : ConfigOptions.Default) // A small run measures nothing.
        .WithArtifactsPath(artifacts);

    private static void Print(Summary summary)
    {
        if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
            throw new WrongResultException($"{summary.Title} failed: {string.Join(" ", summary.ValidationErrors.Select(error => error.Message))}");
        BenchmarkDotNet.Exporters.MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
    }
}
