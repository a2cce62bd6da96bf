using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Outreach.Functions.Storage;

/// <summary>
/// Opens the clients of the storage account that <c>AzureWebJobsStorage</c> names: a connection string, or service URIs
/// with the app's identity.
/// </summary>
internal static class StorageAccount
{
    private const string Setting = "AzureWebJobsStorage";

    public static TableServiceClient Tables(IConfiguration configuration)
    {
        var options = new TableClientOptions();
        Steady(options.Retry);
        return configuration[Setting] is { Length: > 0 } connection
            ? new TableServiceClient(connection, options)
            : new TableServiceClient(ServiceUri(configuration, "tableServiceUri"), Identity(), options);
    }

    /// <param name="encoding">How messages are written: the functions' own as the trigger reads them (host.json);
    /// <see cref="QueueMessageEncoding.None"/> shows them as they stand.</param>
    public static QueueServiceClient Queues(IConfiguration configuration, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        // Azurite 3.35, the newest that runs on Node 20, answers 400 to later versions of the queue service.
        var options = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_11_05) { MessageEncoding = encoding };
        Steady(options.Retry);
        return configuration[Setting] is { Length: > 0 } connection
            ? new QueueServiceClient(connection, options)
            : new QueueServiceClient(ServiceUri(configuration, "queueServiceUri"), Identity(), options);
    }

    private static DefaultAzureCredential Identity() => new();

    private static Uri ServiceUri(IConfiguration configuration, string name) =>
        configuration[$"{Setting}:{name}"] is { Length: > 0 } uri
            ? new Uri(uri)
            : throw new InvalidOperationException($"The setting {Setting} (a connection string) or {Setting}__{name} (a service URI) is missing.");

    private static void Steady(RetryOptions retry)
    {
        retry.Mode = RetryMode.Exponential;
        retry.MaxRetries = 5;
        retry.Delay = TimeSpan.FromMilliseconds(200);
        retry.MaxDelay = TimeSpan.FromSeconds(5);
        retry.NetworkTimeout = TimeSpan.FromSeconds(20);
    }
}
