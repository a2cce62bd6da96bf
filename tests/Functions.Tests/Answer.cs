using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Outreach.Functions.Tests;

/// <summary>What a call came to.</summary>
internal sealed record Answer(int Status, string? MediaType, JsonNode? Body)
{
    /// <summary>The last part of a problem's type.</summary>
    public string? Problem => (Body as JsonObject)?["type"]?.GetValue<string>().Split(':')[^1];

    public IEnumerable<string> ErrorFields => (Body?["errors"] as JsonObject ?? []).Select(error => error.Key);

    public static async Task<Answer> Of(HttpResponseMessage response, CancellationToken cancellation)
    {
        var type = response.Content.Headers.ContentType?.MediaType;
        var text = await response.Content.ReadAsStringAsync(cancellation);

        // To HEAD nothing comes but what would be said of it.
        var isJson = type?.EndsWith("json", StringComparison.Ordinal) == true && text.Length > 0;
        return new Answer((int)response.StatusCode, type, isJson ? JsonNode.Parse(text) : null);
    }
}

internal static class Calls
{
    public static async Task<Answer> Send(this HttpClient client, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => JsonContent.Create(body, body.GetType()),
        };
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.Of(response, TestContext.Current.CancellationToken);
    }

    public static Task<Answer> Get(this HttpClient client, string path) => client.Send(HttpMethod.Get, path);

    public static Task<Answer> Post(this HttpClient client, string path, object? body = null) => client.Send(HttpMethod.Post, path, body);

    public static async Task<string> CheckInCode(this HttpClient organiser, string activity, string kind = "in") =>
        (await organiser.Get($"/api/activities/{activity}/check-in-code?kind={kind}")).Body!["code"]!.GetValue<string>();
}
