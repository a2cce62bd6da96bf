using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Functions.Security;

namespace Outreach.Functions.Http.Idempotency;

/// <summary>
/// Answers a POST that carries an <c>Idempotency-Key</c> once: whoever sends it again within a day gets the same answer, and
/// nothing is done a second time (docs/adr/0011). Without the header a call costs nothing more.
/// </summary>
public sealed class IdempotencyKeys(KeptAnswers answers, KeyRing keys)
{
    public const string Header = "Idempotency-Key";

    public const int LongestKey = 255;

    /// <summary>The largest body that is looked at for this, in bytes: larger than any that a function takes.</summary>
    private const int LargestBody = 8 * 1024 * 1024;

    private const int BodyInMemory = 64 * 1024;

    /// <summary>A body may be little more than a phone number, which a plain hash would let anybody find by trying.</summary>
    private readonly byte[] _key = keys.DeriveFor("idempotency-keys");

    public static bool AreUsedBy(HttpRequest request) => HttpMethods.IsPost(request.Method) && request.Headers.ContainsKey(Header);

    /// <summary>Runs the function, or gives the answer that it gave before.</summary>
    public async Task<object?> Run(string function, HttpContext context, Func<Task<object?>> next)
    {
        if (context.Request.Headers[Header] is not [{ Length: >= 1 and <= LongestKey } key] || !key.All(c => c is > ' ' and <= '~'))
            return Problems.From(Refusal.Invalid("idempotency-key-form", Header, LongestKey));
        if (await HashBody(context.Request) is not { } body)
            return Problems.From(new Refusal(RefusalKind.TooLarge, "body-too-large", [new FieldError("body", "body-too-large", [LargestBody])]));

        // A key alone opens nothing: it is the caller's, and where nobody is signed in it goes with the very same body.
        var sender = context.Request.FindCaller()?.Person.Value ?? "body " + body;
        var name = Hash(Encoding.UTF8.GetBytes($"{sender}|{function}|{context.Request.Path}|{key}"));
        if (!(await answers.Claim(name, body, context.RequestAborted)).TryGet(out var claim, out var refusal))
            return Problems.From(refusal);
        return claim.Kept is { } kept ? new ReplayedAnswer(kept) : await Answer(claim, context, next);
    }

    private async Task<object?> Answer(Claim claim, HttpContext context, Func<Task<object?>> next)
    {
        try
        {
            context.SetClaim(claim);
            if (await next() is not IResult result)
                throw new InvalidOperationException("A function that answers a POST returns an IResult.");
            var answer = await ReplayedAnswer.Capture(result, context);
            await (answer.MayChange ? answers.GiveUp(claim) : answers.Keep(claim, answer));
            return new ReplayedAnswer(answer);
        }
        catch
        {
            // Nothing is kept of a call that failed: the next one with the key is the first.
            await answers.GiveUp(claim);
            throw;
        }
    }

    /// <summary>The hash of the body, which can be read again afterwards; null when it is too large.</summary>
    private async Task<string?> HashBody(HttpRequest request)
    {
        request.EnableBuffering(BodyInMemory, LargestBody);
        try
        {
            var hash = await HMACSHA256.HashDataAsync(_key, request.Body, request.HttpContext.RequestAborted);
            request.Body.Position = 0;
            return Convert.ToHexStringLower(hash);
        }
        catch (IOException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return null; // What buffering says of a body beyond its limit.
        }
    }

    private string Hash(byte[] text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, text));
}
