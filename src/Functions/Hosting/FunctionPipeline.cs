using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Outreach.Domain;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Idempotency;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Limits;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Hosting;

/// <summary>
/// What stands around every invocation, whatever the host (docs/adr/0002): rate limits, sign-in, authorisation, idempotency keys
/// and the answer to what nobody expected. For queue messages and timers it logs and rethrows, since a swallowed exception loses the message.
/// </summary>
public sealed partial class FunctionPipeline(
    SessionStore sessions, GrantStore grants, WriteLimits limits, IdempotencyKeys idempotency, IAntiforgery antiforgery,
    ILogger<FunctionPipeline> log)
{
    /// <summary>Runs a function that no HTTP request started.</summary>
    public async Task<object?> Run(string function, Func<Task<object?>> next)
    {
        try
        {
            return await next();
        }
        catch (UnknownKeyException e)
        {
            LogUnreadable(log, function, e.Message);
            throw;
        }
        catch (JsonException e)
        {
            // The exception quotes what it met, and a message need not be the app's own: it goes no further, since hosts log it too.
            LogUnreadable(log, function, $"It is not JSON of the right form at line {e.LineNumber}, byte {e.BytePositionInLine}.");
            throw new InvalidDataException($"{function} met JSON that it does not take.");
        }
        catch (Exception e)
        {
            LogFailed(log, e, function);
            throw;
        }
    }

    /// <summary>Runs a function for an HTTP request, or refuses to.</summary>
    public async Task<object?> RunHttp(string function, HttpContext context, Func<Task<object?>> next)
    {
        PagesOfApp.Note(function, context);
        try
        {
            if ((await limits.Refuse(function, context) ?? await Admit(function, context) ?? await RefuseForm(context)) is { } refusal)
                return Problems.From(refusal);
            return !context.IsForPage() && IdempotencyKeys.AreUsedBy(context.Request) ? await idempotency.Run(function, context, next) : await next();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more; the status is for the access log alone.
            return TypedResults.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (BadHttpRequestException e)
        {
            LogBroken(log, e, function);
            return Problems.From(e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Refusal(RefusalKind.TooLarge, "body-too-large", [])
                : Refusal.Invalid("body-broken", "body"));
        }
        catch (UnknownKeyException e)
        {
            LogUnreadable(log, function, e.Message);
            return Problems.From(Problems.Unexpected);
        }
        catch (Exception e) when (e.IsOutage())
        {
            LogBusy(log, e, function);
            return Problems.From(new Refusal(RefusalKind.Busy, "store-busy", []));
        }
        catch (Exception e)
        {
            LogFailed(log, e, function);
            return Problems.From(Problems.Unexpected);
        }
    }

    /// <summary>Signs the caller in and holds the function's rule against them; the refusal, or null when they may pass.</summary>
    private async Task<Refusal?> Admit(string function, HttpContext context)
    {
        var rule = AccessRules.Of(function);
        if (rule is AnyoneAttribute { IsSameForAll: true })
            return null;
        var cancellation = context.RequestAborted;
        if ((context.IsForPage() ? context.Request.SessionToken() : BearerToken(context.Request)) is { } token)
        {
            if (await sessions.Find(token, cancellation) is not { } session)
                return rule is AnyoneAttribute ? null : Unauthenticated("session-over");
            if (session.RenewedUntil is { } until && context.IsForPage())
                context.Response.KeepSession(new OpenedSession(token, until));
            var isFresh = sessions.IsFresh(session);
            var held = rule is StaffAttribute or SignedInAttribute { WithGrants: true } ? await grants.Of(session.Person, cancellation) : null;
            if (held is { All.IsEmpty: false } && !isFresh)
                return Unauthenticated("session-over");
            context.SetCaller(new Caller(session.Person, held, session.Hash, isFresh));
            if (await limits.Refuse(session.Person, context) is { } tooMany)
                return tooMany;
            return rule is StaffAttribute staff && !held!.HoldAnywhere(staff.Role) ? Refusal.Forbidden() : null;
        }

        return rule is AnyoneAttribute ? null : Unauthenticated("not-signed-in");
    }

    /// <summary>What a page is posted; a cookie alone does not say that its owner wants it.</summary>
    private async Task<Refusal?> RefuseForm(HttpContext context)
    {
        if (!context.IsForPage())
            return null;
        if (context.Request.FindCaller() is { } caller)
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, caller.Person.Value)], "session"));
        return await antiforgery.Refuse(context);
    }

    private static Refusal Unauthenticated(string code) => new(RefusalKind.Unauthenticated, code, []);

    private static string? BearerToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed.")]
    private static partial void LogFailed(ILogger log, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} cannot read what it needs. {Reason}")]
    private static partial void LogUnreadable(ILogger log, string function, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store was too busy for {Function}, or did not answer.")]
    private static partial void LogBusy(ILogger log, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Information, Message = "A request to {Function} broke off.")]
    private static partial void LogBroken(ILogger log, Exception exception, string function);
}
