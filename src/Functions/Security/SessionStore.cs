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

/// <summary>A session that holds.</summary>
/// <param name="RenewedUntil">Until when it holds since this very call; null where the call left that as it was.</param>
public sealed record Session(PersonId Person, string Hash, DateTimeOffset OpenedAt, DateTimeOffset? RenewedUntil);

/// <summary>
/// Sessions and one-time codes. Both are 32 random bytes, of which only the SHA-256 is stored: with that much chance in
/// them, a plain hash cannot be searched. A resident's session holds on while it is used, one that gives a role does not (docs/adr/0022).
/// </summary>
public sealed class SessionStore(Tables tables, DevelopmentCode development, TimeProvider clock) : IDisposable
{
    /// <summary>How long a resident's session holds after it was last used.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(30);

    /// <summary>How long after they signed in staff may act as such.</summary>
    public static readonly TimeSpan StaffLife = TimeSpan.FromHours(12);

    public static readonly TimeSpan CodeLife = TimeSpan.FromHours(24);

    /// <summary>Use is written down once in this time at the most, and not with every call.</summary>
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(1);

    private const string ExpiresAt = "ExpiresAt";

    private readonly TableClient _table = tables.Sessions;
    private readonly TableClient _people = tables.People;
    private readonly ShortMemory<Ticket> _lately = new(clock);

    /// <summary>Opens a resident's session.</summary>
    public Task<OpenedSession> Open(PersonId person, CancellationToken cancellation) => Open(person, SessionLife, isRenewed: true, cancellation);

    /// <summary>Opens a session for somebody who holds a role.</summary>
    public Task<OpenedSession> OpenForStaff(PersonId person, CancellationToken cancellation) =>
        Open(person, StaffLife, isRenewed: false, cancellation);

    private async Task<OpenedSession> Open(PersonId person, TimeSpan life, bool isRenewed, CancellationToken cancellation)
    {
        var (token, now) = (NewSecret(), clock.GetUtcNow());
        var ticket = new Ticket(person, now + life, now, isRenewed);
        await Write(ticket, Keys.People.Session(person, Hash(token)), Keys.Sessions.Session(Hash(token)), cancellation);
        return new OpenedSession(token, ticket.ExpiresAt);
    }

    /// <summary>The session of a token, which holds on from now; null when there is no such session or it is over.</summary>
    public async Task<Session?> Find(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        var ticket = await _lately.Get(
            hash, async () => (await _table.Find(Keys.Sessions.Session(hash), cancellation))?.Read(TicketJson.Default.Ticket));
        var now = clock.GetUtcNow();
        if (ticket is null || ticket.ExpiresAt <= now)
            return null;
        var renewed = ticket.IsRenewed && ticket.ExpiresAt - now < SessionLife - RenewedAfter
            ? await Renew(hash, now + SessionLife, cancellation)
            : null;
        return new Session(ticket.Person, hash, ticket.OpenedAt, renewed);
    }

    /// <summary>Whether somebody who holds a role may act as such: since they signed in no more time has passed than staff have.</summary>
    public bool IsFresh(Session session) => clock.GetUtcNow() < session.OpenedAt + StaffLife;

    /// <summary>Until when the session holds now; null where another call renewed or ended it at the same moment.</summary>
    private async Task<DateTimeOffset?> Renew(string hash, DateTimeOffset until, CancellationToken cancellation)
    {
        var key = Keys.Sessions.Session(hash);
        if (await _table.Find(key, cancellation) is not { } row)
            return null;
        var ticket = row.Read(TicketJson.Default.Ticket) with { ExpiresAt = until };
        var isWritten = await _table.TryReplace(row.With(ticket, TicketJson.Default.Ticket), row.ETag, cancellation);
        _lately.Forget(hash);
        if (!isWritten)
            return null;
        // What is gone stays gone: the person may just have been erased.
        if (await _people.Find(Keys.People.Session(ticket.Person, hash), cancellation) is { } theirs)
            await _people.TryReplace(new TableEntity(theirs) { [ExpiresAt] = until }, theirs.ETag, cancellation);
        return until;
    }

    public async Task End(string hash, CancellationToken cancellation)
    {
        var key = Keys.Sessions.Session(hash);
        await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
        _lately.Forget(hash);
    }

    /// <summary>Ends every session of a person, and leaves their codes. What says that they were theirs stays.</summary>
    public async Task EndSessions(PersonId person, CancellationToken cancellation)
    {
        foreach (var hash in await HashesOf(person, Keys.People.SessionPrefix, cancellation))
            await End(hash, cancellation);
    }

    /// <summary>Ends every session of a person, and makes their codes worthless. What says that they were theirs stays.</summary>
    public async Task EndAll(PersonId person, CancellationToken cancellation)
    {
        await EndSessions(person, cancellation);
        foreach (var hash in await HashesOf(person, Keys.People.OneTimeCodePrefix, cancellation))
        {
            var key = Keys.Sessions.OneTimeCode(hash);
            await _table.DeleteEntityAsync(key.Partition, key.Row, cancellationToken: cancellation);
        }
    }

    /// <summary>Until when each of a person's sessions holds, or held, in any order.</summary>
    public IAsyncEnumerable<DateTimeOffset> UntilWhen(PersonId person, CancellationToken cancellation) => _people
        .Range(person.Value, Keys.People.SessionPrefix, cancellation).Select(row => row.GetDateTimeOffset(ExpiresAt)!.Value);

    /// <summary>A code that opens one session for a person, within a day.</summary>
    public async Task<OpenedSession> IssueCode(PersonId person, CancellationToken cancellation)
    {
        var code = NewSecret();
        var ticket = new Ticket(person, clock.GetUtcNow() + CodeLife);
        await Write(ticket, Keys.People.OneTimeCode(person, Hash(code)), Keys.Sessions.OneTimeCode(Hash(code)), cancellation);
        return new OpenedSession(code, ticket.ExpiresAt);
    }

    /// <summary>Makes a code that somebody chose, of which only the SHA-256 is told here (lower-case hexadecimal), a code as any other.</summary>
    public Task KeepCode(string hash, PersonId person, CancellationToken cancellation) => Write(
        new Ticket(person, clock.GetUtcNow() + CodeLife), Keys.People.OneTimeCode(person, hash), Keys.Sessions.OneTimeCode(hash), cancellation);

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

    /// <summary>Writes in the person's partition first whose it is: a session that nobody finds there could not be ended.</summary>
    private async Task Write(Ticket ticket, RowKey theirs, RowKey key, CancellationToken cancellation)
    {
        await _people.Put(new TableEntity(theirs.Partition, theirs.Row) { [ExpiresAt] = ticket.ExpiresAt }, cancellation);
        await _table.Put(Rows.Entity(key, ticket, TicketJson.Default.Ticket), cancellation);
    }

    private async Task<List<string>> HashesOf(PersonId person, string prefix, CancellationToken cancellation) => await _people
        .Range(person.Value, prefix, cancellation).Select(row => row.RowKey[prefix.Length..]).ToListAsync(cancellation);

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

/// <summary>Whom a session or a code is for, and until when (exclusive).</summary>
/// <param name="OpenedAt">Of a session, when its person signed in.</param>
/// <param name="IsRenewed">Of a session, whether it holds longer when it is used.</param>
internal sealed record Ticket(PersonId Person, DateTimeOffset ExpiresAt, DateTimeOffset OpenedAt = default, bool IsRenewed = false);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(PersonIdConverter)])]
[JsonSerializable(typeof(Ticket))]
internal sealed partial class TicketJson : JsonSerializerContext;
