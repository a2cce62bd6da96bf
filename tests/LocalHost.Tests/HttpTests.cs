using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Outreach.LocalHost.Functions;
using Outreach.SecondApp;
using Outreach.Tests;

namespace Outreach.LocalHost.Tests;

public sealed class HttpTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string[] s_functions =
        ["Greet", "ReadNumbers", "NoRoute", "Note", "Upload", "Wait", "Fail", "ForFunctionKey", "ForAdminKey"];

    private readonly Journal _journal = new();
    private readonly List<FunctionInvocation> _seen = [];
    private TestHost? _host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Client => _host!.Client;

    public async ValueTask InitializeAsync() => _host = await TestHost.Start(azurite.TakeAccount(), _journal, s_functions, options => options with
    {
        Services = (services, _) => services.AddSingleton(_journal).AddSingleton<IStartupFilter, EveryAnswer>(),
        Pipeline = (invocation, next) =>
        {
            _seen.Add(invocation);
            return next();
        },
    });

    public ValueTask DisposeAsync() => _host!.DisposeAsync();

    [Fact]
    public async Task Answers_with_the_text_that_a_function_returns()
    {
        Assert.Equal("Hello Ada, by GET", await Client.GetStringAsync(new Uri("greetings/Ada", UriKind.Relative), Cancellation));
    }

    [Fact]
    public async Task Binds_route_values_by_name_to_what_the_function_takes()
    {
        var id = Guid.NewGuid();
        var body = await Client.GetFromJsonAsync<JsonObject>($"numbers/7/{id}", Cancellation);
        Assert.Equal($$"""{"number":7,"id":"{{id}}","other":null}""", body!.ToJsonString());
        body = await Client.GetFromJsonAsync<JsonObject>($"numbers/-7/{id}/3", Cancellation);
        Assert.Equal($$"""{"number":-7,"id":"{{id}}","other":3}""", body!.ToJsonString());
    }

    [Theory]
    [InlineData("numbers/seven/0c2ba0a5-91a1-4a4a-a1a2-1a2b3c4d5e6f")]
    [InlineData("numbers/7/no-guid")]
    [InlineData("nothing-here")]
    [InlineData("")]
    public async Task Answers_404_with_a_problem_where_there_is_no_function(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        await IsProblem(answer, HttpStatusCode.NotFound, "Not Found");
    }

    [Fact]
    public async Task Answers_405_with_a_problem_and_the_methods_that_there_are()
    {
        using var answer = await Client.DeleteAsync(new Uri("note", UriKind.Relative), Cancellation);
        await IsProblem(answer, HttpStatusCode.MethodNotAllowed, "Method Not Allowed");
        Assert.Equal(["PUT"], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task Takes_every_method_at_its_own_name_where_a_function_names_neither(string method)
    {
        using var request = new HttpRequestMessage(new(method), "NoRoute");
        using var answer = await Client.SendAsync(request, Cancellation);
        Assert.Equal(method, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Lets_a_function_write_the_answer_itself()
    {
        using var answer = await Client.PutAsync(new Uri("note", UriKind.Relative), null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["yes"], answer.Headers.GetValues("x-noted"));
    }

    [Fact]
    public async Task Runs_a_startup_filter_around_every_answer_and_names_no_server()
    {
        foreach (var path in new[] { "greetings/Ada", "nothing-here", "for-admin-key" })
        {
            using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal(["here"], answer.Headers.GetValues("x-every-answer"));
            Assert.Empty(answer.Headers.Server);
        }
    }

    [Fact]
    public async Task Runs_the_pipeline_around_the_function()
    {
        await Client.GetStringAsync(new Uri("greetings/Ada", UriKind.Relative), Cancellation);
        var invocation = Assert.Single(_seen);
        Assert.Equal(("Greet", TriggerKind.Http), (invocation.FunctionName, invocation.Trigger));
        Assert.NotNull(invocation.HttpContext);
        Assert.True(Guid.TryParse(invocation.InvocationId, out _));
    }

    [Fact]
    public async Task Hides_what_went_wrong_in_a_function()
    {
        using var answer = await Client.GetAsync(new Uri("fail", UriKind.Relative), Cancellation);
        await IsProblem(answer, HttpStatusCode.InternalServerError, "Internal Server Error");
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_body_that_is_too_large()
    {
        // The host answers without reading the body, so a client that sent it at once would find the connection closed.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan };
        using var client = new HttpClient(handler) { BaseAddress = Client.BaseAddress };
        client.DefaultRequestHeaders.ExpectContinue = true;
        using var body = new ByteArrayContent(new byte[31_000_000]);
        using var answer = await client.PostAsync(new Uri("upload", UriKind.Relative), body, Cancellation);
        await IsProblem(answer, HttpStatusCode.RequestEntityTooLarge, null);
    }

    [Theory]
    [InlineData("GET /greetings/Ada HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("GET /greetings/Ada HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task Refuses_a_malformed_request(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Client.BaseAddress!.Port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 4", await reader.ReadLineAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancels_the_function_when_its_client_leaves()
    {
        var begun = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        _journal.Then = async (_, cancellation) =>
        {
            begun.SetResult();
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellation);
            }
            finally
            {
                ended.SetResult();
            }
        };
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = Client.GetAsync(new Uri("wait", UriKind.Relative), leaving.Token);
        await begun.Task.WaitAsync(Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Theory]
    [InlineData("for-function-key", null, 401)]
    [InlineData("for-function-key", "wrong", 401)]
    [InlineData("for-function-key", TestHost.FunctionKey, 200)]
    [InlineData("for-function-key", TestHost.AdminKey, 200)]
    [InlineData("for-admin-key", null, 401)]
    [InlineData("for-admin-key", TestHost.FunctionKey, 401)]
    [InlineData("for-admin-key", TestHost.AdminKey, 200)]
    public async Task Opens_a_function_to_its_key_alone(string path, string? key, int status)
    {
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            byHeader.Headers.Add("x-functions-key", key);
        using var first = await Client.SendAsync(byHeader, Cancellation);
        using var second = await Client.GetAsync(new Uri($"{path}?code={key}", UriKind.Relative), Cancellation);
        Assert.Equal((status, status), ((int)first.StatusCode, (int)second.StatusCode));
        if (status == 401)
            await IsProblem(first, HttpStatusCode.Unauthorized, "Unauthorized");
    }

    [Fact]
    public async Task Opens_nothing_to_an_empty_key_when_no_key_is_set()
    {
        await using var host = await TestHost.Start(
            azurite.TakeAccount(), _journal, ["ForFunctionKey"], options => options with { AdminKey = null, FunctionKey = "" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "for-function-key");
        request.Headers.TryAddWithoutValidation("x-functions-key", "");
        using var answer = await host.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status, string? title)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation);
        Assert.Equal((int)status, (int?)problem!["status"]);
        Assert.Equal(title ?? (string?)problem["title"], (string?)problem["title"]);
        Assert.Equal("about:blank", (string?)problem["type"]);
        Assert.Matches("^[0-9a-f]{32}$", (string?)problem["traceId"]);
    }

    private sealed class EveryAnswer : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(following => context =>
            {
                context.Response.Headers["x-every-answer"] = "here";
                return following(context);
            });
            next(app);
        };
    }
}
