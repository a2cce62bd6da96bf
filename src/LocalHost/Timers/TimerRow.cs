using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Timers;

/// <summary>What is kept of a timer: its schedule status, and which host may run it until when.</summary>
internal sealed class TimerRow : ITableEntity
{
    /// <summary>The app: several may share a storage account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary>The function.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Schedule { get; set; }

    public DateTimeOffset? Last { get; set; }

    public DateTimeOffset? Next { get; set; }

    public DateTimeOffset LastUpdated { get; set; }

    public string? Holder { get; set; }

    public DateTimeOffset? HeldUntil { get; set; }
}
