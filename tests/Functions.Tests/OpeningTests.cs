using System.Security.Cryptography;
using System.Text;
using Outreach.LocalHost;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>What a host finds and makes on a store that is empty, whoever runs it: nothing here is LocalHost's doing.</summary>
public sealed class OpeningTests(AzuriteFixture azurite)
{
    private const string Code = "chosen-by-the-deployer";

    private readonly string _storage = azurite.TakeAccount();

    [Fact]
    public async Task Makes_tables_queues_and_the_first_admin_before_the_first_function_runs()
    {
        await using var host = await Start(null);
        using var client = Contract.Client(host.BaseAddress);
        Assert.Equal(404, (await client.Get("/api/areas/140213")).Status);
        Assert.Equal(401, (await SignIn(client)).Status);
    }

    [Fact]
    public async Task Signs_the_first_admin_in_once_by_the_code_that_the_deployer_chose()
    {
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Code)));
        await using (var host = await Start(digest))
        await using (var second = await Start(digest))
        {
            using var client = Contract.Client(host.BaseAddress);
            var opened = await SignIn(client);
            Assert.Equal(200, opened.Status);
            client.DefaultRequestHeaders.Authorization = new("Bearer", opened.Body!["token"]!.GetValue<string>());
            var me = (await client.Get("/api/me")).Body!;
            Assert.Equal(("admin", "140213"), (me["grants"]![0]!["role"]!.GetValue<string>(), me["grants"]![0]!["areaCode"]!.GetValue<string>()));
            Assert.Equal(401, (await SignIn(client)).Status);
        }

        await using var next = await Start(digest);
        using var late = Contract.Client(next.BaseAddress);
        Assert.Equal(401, (await SignIn(late)).Status);
    }

    private static Task<Answer> SignIn(HttpClient client) => client.Send(HttpMethod.Post, "/api/sessions/one-time", new { code = Code });

    private Task<FunctionHost> Start(string? digest) => FunctionHost.Start(
        OutreachApp.Options(_storage, new Dictionary<string, string?>(App.Settings) { ["Outreach:FirstAdmin:Code"] = digest }),
        TestContext.Current.CancellationToken);
}
