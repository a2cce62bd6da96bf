using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Outreach.LocalHost.Functions;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Storage;

namespace Outreach.LocalHost.Queues;

/// <summary>
/// Polls the queue of one function and runs it for each message. One receive at a time; a message is delivered at least once,
/// and kept invisible to others for as long as its function runs.
/// </summary>
internal sealed partial class QueueListener(
    Function function, QueueServiceClient queues, QueueSettings settings, TimeSpan lease, BackgroundRuns runs, InFlight inFlight, Outage outage,
    ILogger<QueueListener> logger)
{
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(100);

    private readonly QueueClient _queue = queues.GetQueueClient(function.Description.Queue);
    private readonly QueueClient _poison = queues.GetQueueClient(function.Description.Queue + "-poison");

    /// <summary>Messages in the queue and in its poison queue; those being processed are counted too.</summary>
    public async Task<(int Count, int Poison)> Count(CancellationToken cancellation) =>
        (await Count(_queue, cancellation), await Count(_poison, cancellation));

    public async Task<bool> IsEmpty(CancellationToken cancellation) => await Count(_queue, cancellation) == 0;

    public Task Prepare(CancellationToken cancellation) => _queue.CreateIfNotExistsAsync(cancellationToken: cancellation);

    /// <summary>Polls until told to stop. What runs then goes on; <see cref="InFlight"/> knows of it.</summary>
    public async Task Listen(CancellationToken stopping)
    {
        List<Task> running = [];
        var pause = s_shortestPause;
        while (!stopping.IsCancellationRequested)
        {
            var messages = await Receive(stopping);
            if (messages.Length == 0)
            {
                await Waiting.Pause(pause, stopping);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Math.Max(settings.MaxPollingInterval.Ticks, s_shortestPause.Ticks)));
                continue;
            }

            pause = s_shortestPause;
            running.AddRange(messages.Select(message => Task.Run(() => inFlight.Track(() => Process(message)), CancellationToken.None)));
            await RoomForMore(running, stopping);
        }
    }

    private async Task RoomForMore(List<Task> running, CancellationToken stopping)
    {
        running.RemoveAll(task => task.IsCompleted);
        while (running.Count > settings.NewBatchThreshold && !stopping.IsCancellationRequested)
        {
            await ((Task)Task.WhenAny(running)).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            running.RemoveAll(task => task.IsCompleted);
        }
    }

    // A receive is not cancelled when the host stops: its messages would be hidden from everybody until their lease ends.
    private async Task<QueueMessage[]> Receive(CancellationToken stopping)
    {
        try
        {
            QueueMessage[] messages = await _queue.ReceiveMessagesAsync(settings.BatchSize, lease, CancellationToken.None);
            outage.End();
            if (!stopping.IsCancellationRequested)
                return messages;
            await Task.WhenAll(messages.Select(message => Show(message, message.PopReceipt, TimeSpan.Zero)));
            return [];
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await Prepare(stopping);
            return [];
        }
        catch (Exception exception) when (exception.IsStorageFailure())
        {
            outage.Begin(exception);
            return [];
        }
    }

    private async Task Process(QueueMessage message)
    {
        try
        {
            if (message.DequeueCount > settings.MaxDequeueCount || Decode(message) is not { } body)
                await SetAside(message, message.PopReceipt);
            else
                await Run(message, body);
        }
        catch (Exception exception) when (exception.IsStorageFailure())
        {
            // The message stays where it is and comes back when its lease ends: late, but not lost.
            LogNotSettled(logger, message.MessageId, function.Name, exception);
        }
    }

    private async Task Run(QueueMessage message, byte[] body)
    {
        var receipt = message.PopReceipt;
        var run = Task.Run(() => runs.Run(function, QueueInput.Bind(body, function.InputType)));
        while (!await run.EndsWithin(lease / 2))
            receipt = await Renew(message, receipt);

        if (run.IsCompletedSuccessfully)
        {
            await _queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
            return;
        }

        LogFailed(logger, function.Name, message.MessageId, message.DequeueCount, run.Exception?.GetBaseException());
        if (runs.AreAbandoned)
            await Show(message, receipt, TimeSpan.Zero);
        else if (message.DequeueCount >= settings.MaxDequeueCount)
            await SetAside(message, receipt);
        else
            await Show(message, receipt, settings.VisibilityTimeout);
    }

    private async Task<string> Renew(QueueMessage message, string receipt)
    {
        try
        {
            return await Show(message, receipt, lease);
        }
        catch (Exception exception) when (exception.IsStorageFailure())
        {
            LogNotRenewed(logger, message.MessageId, function.Name, exception);
            return receipt;
        }
    }

    private async Task<string> Show(QueueMessage message, string receipt, TimeSpan after)
    {
        UpdateReceipt update = await _queue.UpdateMessageAsync(
            message.MessageId, receipt, message.Body, after, CancellationToken.None);
        return update.PopReceipt;
    }

    private async Task SetAside(QueueMessage message, string receipt)
    {
        await _poison.CreateIfNotExistsAsync(cancellationToken: CancellationToken.None);
        await _poison.SendMessageAsync(message.Body, timeToLive: TimeSpan.FromSeconds(-1));
        await _queue.DeleteMessageAsync(message.MessageId, receipt, CancellationToken.None);
        LogSetAside(logger, message.MessageId, _poison.Name);
    }

    private byte[]? Decode(QueueMessage message)
    {
        if (!settings.IsBase64)
            return message.Body.ToArray();

        var text = message.Body.ToString();
        var bytes = new byte[text.Length * 3 / 4 + 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static async Task<int> Count(QueueClient queue, CancellationToken cancellation)
    {
        try
        {
            QueueProperties properties = await queue.GetPropertiesAsync(cancellation);
            return properties.ApproximateMessagesCount;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed on message {Message}, delivery {Delivery}")]
    private static partial void LogFailed(ILogger logger, string function, string message, long delivery, Exception? exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {Message} was moved to {Queue}")]
    private static partial void LogSetAside(ILogger logger, string message, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Message} of {Function} could not be kept invisible")]
    private static partial void LogNotRenewed(ILogger logger, string message, string function, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Message} of {Function} could not be settled and will come back")]
    private static partial void LogNotSettled(ILogger logger, string message, string function, Exception exception);
}
