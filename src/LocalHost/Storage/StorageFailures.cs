using Azure;

namespace Outreach.LocalHost.Storage;

internal static class StorageFailures
{
    /// <summary>Whether the storage refused or did not answer; the SDK gathers several vain attempts in an AggregateException.</summary>
    public static bool IsStorageFailure(this Exception exception) =>
        exception is RequestFailedException or AggregateException or OperationCanceledException or IOException;
}
