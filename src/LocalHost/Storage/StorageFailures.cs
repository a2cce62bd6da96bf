using Azure;

namespace Outreach.LocalHost.Storage;

internal static class StorageFailures
{
    /// <summary>Whether the storage refused or did not answer; the SDK gathers several vain attempts in an AggregateException.</summary>
    public static bool IsStorageFailure(this Exception exception) =>
        exception is RequestFailedException or AggregateException or OperationCanceledException or IOException;

    /// <summary>Why, in a few words: the status and code that the store answered, or that there was no answer.</summary>
    public static string Reason(this Exception exception) =>
        exception is RequestFailedException { Status: > 0 } refused ? $"{refused.Status} {refused.ErrorCode}".TrimEnd() : "no connection";
}
