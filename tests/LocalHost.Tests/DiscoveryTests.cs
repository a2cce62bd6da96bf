using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

public sealed class DiscoveryTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("OtherConnection", "Connection")]
    [InlineData("UnknownParameter", "attempts")]
    [InlineData("NoTrigger", "one trigger")]
    [InlineData("BadSchedule", "every now and then")]
    [InlineData("TakeOrder", "OrderQueue")]
    public async Task Refuses_to_start_with_a_function_that_it_cannot_run_as_written(string function, string reason)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => TestHost.Start(azurite.TakeAccount(), new Journal(), function));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extensions:queues:batchSize", "33")]
    [InlineData("extensions:queues:maxDequeueCount", "0")]
    [InlineData("extensions:queues:messageEncoding", "rot13")]
    [InlineData("extensions:queues:visibilityTimeout", "soon")]
    [InlineData("functionTimeout", "99999999999999999999")]
    public async Task Refuses_to_start_with_a_setting_of_host_json_that_means_nothing(string name, string value)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => TestHost.Start(
            azurite.TakeAccount(), new Journal(), ["TakeText"],
            options => options with { Settings = new Dictionary<string, string?> { [$"AzureFunctionsJobHost:{name}"] = value } }));
        Assert.Contains("host.json", failure.Message, StringComparison.Ordinal);
        Assert.Contains(value, failure.Message, StringComparison.Ordinal);
    }
}
