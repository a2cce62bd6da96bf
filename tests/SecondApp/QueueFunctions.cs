using Microsoft.Azure.Functions.Worker;

namespace Outreach.SecondApp;

internal sealed record Order(string Article, int Count);

internal sealed class QueueFunctions(Journal journal)
{
    [Function(nameof(TakeText))]
    public Task TakeText([QueueTrigger("texts")] string text, CancellationToken cancellation) => journal.Write(text, cancellation);

    [Function(nameof(TakeOrder))]
    public async ValueTask TakeOrder([QueueTrigger("%OrderQueue%")] Order order) =>
        await journal.Write($"{order.Count} of {order.Article}", CancellationToken.None);

    [Function(nameof(TakeBytes))]
    public void TakeBytes([QueueTrigger("bytes")] byte[] bytes) => journal.Write(Convert.ToHexString(bytes), CancellationToken.None);
}
