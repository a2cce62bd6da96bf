using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http;

/// <summary>
/// Headers that every answer carries, refusals and errors too. A function that sets one of them itself has its way, as a page will
/// that brings styles along. This is the one thing that stands around the invocations and not inside them (docs/adr/0002): it answers nothing.
/// </summary>
internal sealed class AnswerHeaders : IStartupFilter
{
    private static readonly (string Name, string Value)[] Always =
    [
        ("X-Content-Type-Options", "nosniff"),

        // An address may hold a check-in code or a sign-in code, which is nobody else's affair.
        ("Referrer-Policy", "no-referrer"),

        // Answers are somebody's data, and what a refusal says may be otherwise in a moment.
        ("Cache-Control", "no-store"),

        // An API loads nothing and stands in no frame; the second says the same to browsers that do not know the first.
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("X-Frame-Options", "DENY"),
    ];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => context =>
        {
            // When the answer starts: who answers in place of a function that failed clears what was set before.
            context.Response.OnStarting(Add, context);
            return rest(context);
        });
        next(app);
    };

    private static Task Add(object state)
    {
        var context = (HttpContext)state;
        foreach (var (name, value) in Always)
            context.Response.Headers.TryAdd(name, value);
        if (CameSecurely(context.Request))
            context.Response.Headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        return Task.CompletedTask;
    }

    /// <summary>
    /// Whether the client spoke TLS, to this host or to the platform's front end, which says so. Never of this machine: a browser
    /// that was told once refuses every other program on <c>localhost</c> without TLS, for a year.
    /// </summary>
    private static bool CameSecurely(HttpRequest request) =>
        request.CameByTls() && !IsThisMachine(request.Host.Host);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ||
        (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
