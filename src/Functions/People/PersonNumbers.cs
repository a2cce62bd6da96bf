using Azure.Data.Tables;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People;

/// <summary>
/// Gives every person a dense number. A host takes a block at a time, so the row that counts is met once in a block; numbers of
/// a block that a stopped host did not use stay unused, which costs a set of people next to nothing.
/// </summary>
public sealed class PersonNumbers(Tables tables) : IDisposable
{
    private const uint BlockSize = 64;

    private readonly TableClient _table = tables.Work;
    private readonly SemaphoreSlim _one = new(1, 1);
    private uint _next;
    private uint _end;

    public async Task<uint> Next(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_next == _end)
                (_next, _end) = await TakeBlock(cancellation);
            return _next++;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<(uint Start, uint End)> TakeBlock(CancellationToken cancellation)
    {
        var key = Keys.Work.PersonNumbers();
        while (true)
        {
            var row = await _table.Find(key, cancellation);
            var start = row is null ? 0u : checked((uint)row.GetInt64("Next")!.Value);
            var next = new TableEntity(key.Partition, key.Row) { ["Next"] = (long)start + BlockSize };
            if (row is null ? await _table.TryInsert(next, cancellation) : await _table.TryReplace(next, row.ETag, cancellation))
                return (start, start + BlockSize);
        }
    }
}
