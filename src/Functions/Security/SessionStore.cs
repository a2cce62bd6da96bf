using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Security;

/// <summary>A session as it was opened: the token is told once and kept nowhere.</summary>
public sealed record OpenedSession(string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Sessions and one-time codes. Both are 32 random bytes, of which only the SHA-256 is stored: with that much chance in
/// them, a plain hash cannot be searched.
/// </summary>
public sealed class SessionStore(Tables tables, DevelopmentCode development, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan SessionLife = TimeSpan.FromHours(12);
    public static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);

    private readonly TableClient _table = tables.Sessions;
    private readonly ShortMemory<Ticket> _lately = new(clock);

    public async Task<OpenedSession> Open(PersonId person, CancellationToken cancellation)
    {
        var token = NewSecret();
        var expiresAt = clock.GetUtcNow() + SessionLife;
        await _table.Put(Rows.Entity(Keys.Sessions.Session(Hash(token)), new Ticket(person, expiresAt), TicketJson.Default.Ticket), cancellation);
        return new OpenedSession(token, expiresAt);
    }

    /// <summary>The person of a token's session and the session's hash; null when there is no such session or it is over.</summary>
    public async Task<(PersonId Person, string Hash)?> Find(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var ticket = await _lately.Get(
            hash, async () => (await _table.Find(Keys.Sessions.Session(hash), cancellation))?.Read(TicketJson.Default.Ticket));
        return ticket is not null && ticket.ExpiresAt > clock.GetUtcNow() ? (ticket.Person, hash) : null;
    }

    public async Task End(string hash, CancellationToken cancellation)
    {
        var key = Keys.Sessions.Session(hash);
        await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
        _lately.Forget(hash);
    }

    /// <summary>A code that opens one session for a person, within a day.</summary>
    public async Task<OpenedSession> IssueCode(PersonId person, CancellationToken cancellation)
    {
        var code = NewSecret();
        var expiresAt = clock.GetUtcNow() + CodeLife;
        await _table.Put(Rows.Entity(Keys.Sessions.OneTimeCode(Hash(code)), new Ticket(person, expiresAt), TicketJson.Default.Ticket), cancellation);
        return new OpenedSession(code, expiresAt);
    }

    /// <summary>Makes a code that somebody chose, of which only the SHA-256 is told here (lower-case hexadecimal), a code as any other.</summary>
    public Task KeepCode(string hash, PersonId person, CancellationToken cancellation) => _table.Put(
        Rows.Entity(Keys.Sessions.OneTimeCode(hash), new Ticket(person, clock.GetUtcNow() + CodeLife), TicketJson.Default.Ticket), cancellation);

    /// <summary>Takes a code: the person it was issued for, once. Of two calls with the same code one gets the person.</summary>
    public async Task<Result<PersonId>> TakeCode(string code, CancellationToken cancellation)
    {
        if (development.PersonOf(code) is { } developer)
            return developer;
        var key = Keys.Sessions.OneTimeCode(Hash(code));
        return await _table.Find(key, cancellation) is { } row &&
            row.Read(TicketJson.Default.Ticket) is var ticket && ticket.ExpiresAt > clock.GetUtcNow() &&
            await _table.TryDelete(key, row.ETag, cancellation)
                ? ticket.Person
                : new Refusal(RefusalKind.Unauthenticated, "one-time-code-unknown", []);
    }

    public void Dispose() => _lately.Dispose();

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Whom a session or a code is for, and until when (exclusive).</summary>
internal sealed record Ticket(PersonId Person, DateTimeOffset ExpiresAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(PersonIdConverter)])]
[JsonSerializable(typeof(Ticket))]
internal sealed partial class TicketJson : JsonSerializerContext;
