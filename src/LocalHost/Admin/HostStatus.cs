using System.Text.Json.Serialization;
using Outreach.LocalHost.Functions;

namespace Outreach.LocalHost.Admin;

/// <summary>The answer of <c>GET /admin/host/status</c>.</summary>
internal sealed record HostStatus(
    string Id,
    string State,
    string Version,
    TimeSpan ProcessUptime,
    IReadOnlyList<string> Functions,
    IReadOnlyList<QueueStatus> Queues,
    IReadOnlyList<TimerStatus> Timers,
    int InFlight);

/// <param name="Count">Approximate, as the store counts, with what is being processed.</param>
/// <param name="Poison">What failed too often and waits for somebody to look at it.</param>
internal sealed record QueueStatus(string Name, string Function, int Count, int Poison);

internal sealed record TimerStatus(string Name, string Schedule, DateTimeOffset? Last, DateTimeOffset? Next);

/// <summary>The body of <c>POST /admin/functions/{name}</c>.</summary>
internal sealed record RunRequest(string? Input);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HostStatus))]
[JsonSerializable(typeof(IReadOnlyList<FunctionDescription>))]
[JsonSerializable(typeof(RunRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
