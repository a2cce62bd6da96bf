using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Outreach.LocalHost.Options;
using Outreach.LocalHost.Storage;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

/// <summary>The program as people start it from a shell.</summary>
public sealed class StartTests(AzuriteFixture azurite) : IAsyncDisposable
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("outreach-home-");

    private string Data => Path.Combine(_home.FullName, "data");

    [Fact]
    public async Task Shows_its_options()
    {
        using var program = Start("--help");
        Assert.Equal(0, await program.Ends());
        foreach (var option in new[] { "--sample", "--port", "--storage", "--data", "--reset", "--admin-code" })
            Assert.Contains(option, program.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--prot 7072", "--prot")]
    [InlineData("--port", "--port needs a value")]
    [InlineData("--port 65536", "65536")]
    [InlineData("--port -1", "-1")]
    [InlineData("--storage nonsense", "connection string")]
    [InlineData("--storage UseDevelopmentStorage=true --data here", "exclude")]
    [InlineData("--storage UseDevelopmentStorage=true --reset", "--reset")]
    [InlineData("--storage DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;" +
        "QueueEndpoint=http://127.0.0.1:1/a;TableEndpoint=http://127.0.0.1:1/a;", "does not answer")]
    public Task Says_in_one_sentence_what_is_wrong_with_an_option(string line, string reason) => IsRefused(Start(line.Split(' ')), reason);

    [Fact]
    public async Task Says_in_one_sentence_that_the_port_is_in_use()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await IsRefused(Start("--storage", azurite.TakeAccount(), "--port", $"{port}"), $"Port {port} is in use");
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--sample")]
    public async Task Refuses_before_anything_is_started(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var value = option == "--port" ? $"{((IPEndPoint)taken.LocalEndpoint).Port}" : "../pingcheng";
        var began = Stopwatch.GetTimestamp();
        await IsRefused(Start("--data", Data, option, value), value);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.False(Directory.Exists(Path.Combine(Data, "storage")));
    }

    [Fact]
    public void Says_of_a_port_below_1024_who_may_not_listen_there() => Assert.Contains(
        "not for ordinary users", ListeningPort.Refused(80, SocketError.AccessDenied, new SocketException()).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Says_in_one_sentence_which_data_folder_cannot_be_written()
    {
        await File.WriteAllTextAsync(Data, "", TestContext.Current.CancellationToken);
        await IsRefused(Start("--data", Data, "--port", "0"), $"The data folder {Data} cannot be used");
    }

    [Theory]
    [InlineData("echo v12.22.9", "v12.22.9")]
    [InlineData("echo nonsense", "nonsense")]
    [InlineData("exit 3", "is not Node 20")]
    public async Task Says_in_one_sentence_that_the_node_on_the_path_is_none(string answer, string reason)
    {
        var node = Path.Combine(_home.FullName, "node");
        await File.WriteAllTextAsync(node, $"#!/bin/sh\n{answer}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await IsRefused(
            ChildProgram.Start("Outreach.LocalHost.dll", ["--data", Data, "--port", "0"], With("PATH", $"{_home.FullName}:/bin")), reason);
    }

    [Fact]
    public Task Says_in_one_sentence_that_Node_is_missing() => IsRefused(
        ChildProgram.Start("Outreach.LocalHost.dll", ["--data", Data, "--port", "0"], With("PATH", "/nowhere")), "Node");

    [Fact]
    public Task Says_in_one_sentence_that_there_is_no_such_sample() =>
        IsRefused(Start("--storage", azurite.TakeAccount(), "--port", "0", "--sample", "atlantis"), "atlantis");

    [Fact]
    public Task Gives_no_admin_a_chosen_code_outside_development() => IsRefused(
        ChildProgram.Start("Outreach.LocalHost.dll", ["--admin-code", "1234"], With("DOTNET_ENVIRONMENT", "Production")), "Development");

    [Theory]
    [InlineData("Outreach__Keys__Current", "k2", "Outreach:Keys:Current must name a key of Outreach:Keys:Ring")]
    [InlineData("Outreach__Keys__Ring__k1", "c2hvcnQ=", "Outreach:Keys:Ring:k1 must hold 32 bytes")]
    [InlineData("Outreach__Keys__Ring__k.1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "Outreach:Keys:Ring:k.1 must be named by")]
    [InlineData("Outreach__Keys__Index", "", "Outreach:Keys:Index must hold 32 bytes")]
    [InlineData("Outreach__District", "Pingcheng", "Outreach:District must be an area code")]
    [InlineData("Outreach__FirstAdmin__Code", "secret", "Outreach:FirstAdmin:Code must be the SHA-256")]
    [InlineData("Outreach__OfferMinutes", "two hours", "Outreach:OfferMinutes must be a whole number")]
    [InlineData("Outreach__CheckOutGraceMinutes", "-1", "Outreach:CheckOutGraceMinutes must be a whole number")]
    [InlineData("Outreach__CreditFromPercent", "101", "Outreach:CreditFromPercent must be a whole number from 0 to 100")]
    [InlineData("Outreach__RateLimits__PerPerson", "0", "Outreach:RateLimits:PerPerson must be a whole number from 1")]
    [InlineData("Outreach__RateLimits", "maybe", "Outreach:RateLimits must be true or false")]
    [InlineData("Outreach__StarHours__0", "many", "Outreach:StarHours:0 must be a whole number")]
    [InlineData("Outreach__Calendar__Holidays__0", "1 October", "Outreach:Calendar:Holidays:0 must be a date")]
    public async Task Says_in_one_sentence_which_setting_is_wrong_and_not_what_it_holds(string setting, string value, string reason)
    {
        var environment = new Dictionary<string, string?>(WithKey("k1")) { [setting] = value };
        var program = ChildProgram.Start("Outreach.LocalHost.dll", ["--data", Data, "--port", "0"], environment);
        await IsRefused(program, reason);
        Assert.DoesNotContain("secret", program.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Data, "storage")));
    }

    [Fact]
    public async Task Says_in_one_sentence_which_key_was_dropped_too_early()
    {
        string[] arguments = ["--storage", azurite.TakeAccount(), "--port", "0"];
        using (var first = ChildProgram.Start("Outreach.LocalHost.dll", arguments, WithKey("k1")))
        {
            await first.Prints("Outreach listens on");
            await first.Terminate();
            Assert.Equal(0, await first.Ends());
        }

        await IsRefused(ChildProgram.Start("Outreach.LocalHost.dll", arguments, WithKey("k2")), "must go on holding key k1");
    }

    [Fact]
    public async Task Says_in_one_sentence_that_the_data_folder_is_in_use()
    {
        using var first = Start("--data", Data, "--port", "0");
        await first.Prints("Outreach listens on");
        await IsRefused(Start("--data", Data, "--port", "0"), "in use by another");
    }

    [Fact]
    public async Task Runs_twice_on_one_machine_with_a_folder_each_and_keeps_what_it_has_over_a_restart()
    {
        using var first = Start("--data", Path.Combine(_home.FullName, "one"), "--port", "0", "--admin-code", "first-code");
        using var second = Start("--data", Path.Combine(_home.FullName, "two"), "--port", "0");
        using var client = new HttpClient();
        foreach (var program in new[] { first, second })
        {
            var address = new Uri(await program.Prints("Outreach listens on"));
            Assert.Equal("ok", await client.GetStringAsync(new Uri(address, "/admin/host/ping"), TestContext.Current.CancellationToken));
            await program.Terminate();
            Assert.Equal(0, await program.Ends());
            Assert.Empty(program.Errors);
        }

        using var again = Start("--data", Path.Combine(_home.FullName, "one"), "--port", "0");
        await again.Prints("Outreach listens on");
    }

    [Fact]
    public async Task Keeps_what_it_has_acknowledged_though_it_is_killed()
    {
        using var client = new HttpClient();
        string session;
        using (var killed = Start("--data", Data, "--port", "0", "--admin-code", "first-code"))
        {
            var address = new Uri(await killed.Prints("Outreach listens on"));
            var opened = await client.PostAsJsonAsync(
                new Uri(address, "/api/sessions/one-time"), new { code = "first-code" }, TestContext.Current.CancellationToken);
            session = (await opened.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["token"]!.GetValue<string>();
        }

        using var again = Start("--data", Data, "--port", "0");
        client.DefaultRequestHeaders.Authorization = new("Bearer", session);
        var me = await client.GetAsync(new Uri(new Uri(await again.Prints("Outreach listens on")), "/api/me"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task Stops_in_an_orderly_way_while_it_loads_the_sample_and_goes_on_at_the_next_start()
    {
        var storage = azurite.TakeAccount();
        using (var stopped = Start("--storage", storage, "--port", "0", "--sample", "pingcheng"))
        {
            await Eventually.True(() => stopped.Output.Contains("residents", StringComparison.Ordinal), "residents are loaded");
            await stopped.Terminate();
            Assert.Equal(0, await stopped.Ends());
            Assert.Empty(stopped.Errors);
        }

        using var next = Start("--storage", storage, "--port", "0", "--sample", "pingcheng");
        await next.Prints("Outreach listens on");
        Assert.Contains("Sample: loaded", next.Output, StringComparison.Ordinal);
    }

    /// <remarks>The best of three: what other tests take from the machine meanwhile is not the program's doing.</remarks>
    [Fact]
    public async Task Is_ready_within_three_seconds_and_stops_within_five()
    {
        var (ready, stopped) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var began = Stopwatch.GetTimestamp();
            using var program = Start("--storage", azurite.TakeAccount(), "--port", "0");
            await program.Prints("Outreach listens on");
            ready = Min(ready, Stopwatch.GetElapsedTime(began));
            began = Stopwatch.GetTimestamp();
            await program.Terminate();
            Assert.Equal(0, await program.Ends());
            stopped = Min(stopped, Stopwatch.GetElapsedTime(began));
        }

        Assert.InRange(ready, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.InRange(stopped, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Stops_its_own_Azurite_within_five_seconds_and_keeps_what_was_written()
    {
        var stopped = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await using var own = await Azurite.Start(new(Data), TestContext.Current.CancellationToken);
            var table = new TableClient(own.ConnectionString, "kept");
            await table.CreateIfNotExistsAsync(TestContext.Current.CancellationToken);
            var rows = table.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(attempt, await rows.CountAsync(TestContext.Current.CancellationToken));

            // Many calls at once make connections that no call comes over, which nobody closes.
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => table.UpsertEntityAsync(new TableEntity("kept", $"{attempt}"))));
            var began = Stopwatch.GetTimestamp();
            await own.DisposeAsync();
            stopped = Min(stopped, Stopwatch.GetElapsedTime(began));
        }

        Assert.InRange(stopped, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Says_once_that_the_store_has_gone_and_stops_all_the_same()
    {
        var folder = Path.Combine(_home.FullName, "gone");
        await using var own = await Azurite.Start(new(folder), TestContext.Current.CancellationToken);
        using var program = Start("--storage", own.ConnectionString, "--port", "0");
        await program.Prints("Outreach listens on");
        await own.DisposeAsync();
        await Eventually.True(() => program.Output.Contains("The queue storage does not answer", StringComparison.Ordinal), "the outage is told");
        var began = Stopwatch.GetTimestamp();
        await program.Terminate();
        Assert.Equal(0, await program.Ends());
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Single(program.Output.Split('\n'), line => line.Contains("The queue storage does not answer", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    /// <remarks>
    /// A program that a test leaves running is killed; its Azurite sees that, saves what it holds, and last of all deletes the file that
    /// says it runs.
    /// </remarks>
    public async ValueTask DisposeAsync()
    {
        var running = Path.GetFileName(FolderLock.ChildFile(_home.FullName));
        await Eventually.True(() => !_home.EnumerateFiles(running, SearchOption.AllDirectories).Any(), "every Azurite has ended");
        _home.Delete(recursive: true);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private Dictionary<string, string?> Environment => new() { ["HOME"] = _home.FullName, ["XDG_DATA_HOME"] = _home.FullName };

    private Dictionary<string, string?> With(string setting, string value) => new(Environment) { [setting] = value };

    private Dictionary<string, string?> WithKey(string name) => new(Environment)
    {
        ["Outreach__Keys__Current"] = name,
        [$"Outreach__Keys__Ring__{name}"] = Key,
        ["Outreach__Keys__Index"] = Key,
    };

    private ChildProgram Start(params string[] arguments) => ChildProgram.Start("Outreach.LocalHost.dll", arguments, Environment);

    private static async Task IsRefused(ChildProgram program, string reason)
    {
        using (program)
        {
            Assert.Equal(1, await program.Ends());
            Assert.Contains(reason, program.Errors, StringComparison.Ordinal);
            Assert.Single(program.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.EndsWith(".", program.Errors.TrimEnd(), StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", program.Output + program.Errors, StringComparison.Ordinal);
        }
    }
}
