using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace Outreach.Bench;

/// <summary>The same store without the app: what the SDK does by itself, in the plain way. The other side of every ratio.</summary>
internal sealed class PlainStore(string storage)
{
    /// <summary>The characters that an attendance takes in the app's own row.</summary>
    private const int SizeOfAttendance = 330;

    private const string Count = "Count";

    private readonly TableServiceClient _service = new(storage);

    /// <summary>Inserts rows as large as an attendance, one call each, into one partition that is still empty.</summary>
    public async Task<Timing> Insert(int count, int clients)
    {
        var table = await Table("inserts");
        var partition = NewPartition();
        var data = new string('x', SizeOfAttendance);
        var rows = Enumerable.Range(0, count)
            .Select(i => new TableEntity(partition, $"attendance:{Crowd.IdOf(i)}") { ["Data"] = data, ["Version"] = 1L })
            .ToArray();
        return await Calls.Measure(count, clients, i => table.AddEntityAsync(rows[i]));
    }

    /// <summary>Counts up in one row: read, add one, replace by the ETag, and once more when somebody else was quicker.</summary>
    public async Task<Timing> CountUp(int count, int clients)
    {
        var table = await Table("counters");
        var partition = NewPartition();
        await table.AddEntityAsync(new TableEntity(partition, "counter") { [Count] = 0 });
        var timing = await Calls.Measure(count, clients, _ => CountUp(table, partition));
        var row = (await table.GetEntityAsync<TableEntity>(partition, "counter")).Value;
        return row.GetInt32(Count) == count ? timing : throw new WrongResultException("The counter lost increments.");
    }

    /// <summary>Reads every row of a table, page by page.</summary>
    public async Task<int> Scan(string table)
    {
        var rows = 0;
        await foreach (var page in _service.GetTableClient(table).QueryAsync<TableEntity>().AsPages())
            rows += page.Values.Count;
        return rows;
    }

    private static async Task CountUp(TableClient table, string partition)
    {
        while (true)
        {
            var row = (await table.GetEntityAsync<TableEntity>(partition, "counter")).Value;
            row[Count] = row.GetInt32(Count) + 1;
            try
            {
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Somebody else was quicker.
            }
        }
    }

    private async Task<TableClient> Table(string name)
    {
        var table = _service.GetTableClient(name);
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static string NewPartition() => Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture);
}
