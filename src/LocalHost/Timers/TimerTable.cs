using Azure;
using Azure.Data.Tables;

namespace Outreach.LocalHost.Timers;

/// <summary>The timers' rows. A save succeeds for one host alone: the one that saw the row as it is.</summary>
internal sealed class TimerTable(TableClient table, string app)
{
    public Task Prepare(CancellationToken cancellation) => table.CreateIfNotExistsAsync(cancellation);

    /// <summary>The stored row, or a new one that is not stored yet.</summary>
    public async Task<TimerRow> Load(string function, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TimerRow>(app, function, cancellationToken: cancellation);
        return found.HasValue ? found.Value! : new() { PartitionKey = app, RowKey = function };
    }

    /// <summary>Whether the row was saved; false when another host was faster.</summary>
    public async Task<bool> Save(TimerRow row)
    {
        try
        {
            var answer = row.ETag == default
                ? await table.AddEntityAsync(row, CancellationToken.None)
                : await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, CancellationToken.None);
            row.ETag = answer.Headers.ETag ?? throw new InvalidOperationException("The table gave no ETag for a saved row.");
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }
}
