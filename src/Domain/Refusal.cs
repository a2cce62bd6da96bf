using System.Collections.Immutable;

namespace Outreach.Domain;

/// <summary>What kind of no it is; the HTTP edge maps it to a status.</summary>
public enum RefusalKind
{
    /// <summary>The input breaks a rule; <see cref="Refusal.Errors"/> names the fields.</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the session is over.</summary>
    Unauthenticated,

    /// <summary>Signed in, but without the role.</summary>
    Forbidden,

    /// <summary>It does not exist, or its existence is not the caller's to know.</summary>
    NotFound,

    /// <summary>The state of things does not allow it.</summary>
    Conflict,

    /// <summary>The resource has changed since the caller saw it.</summary>
    Stale,

    /// <summary>Too many calls in a short time; the same call later will do.</summary>
    TooMany,

    /// <summary>The body is larger than the call takes.</summary>
    TooLarge,

    /// <summary>The body is in a media type that the call does not take.</summary>
    UnsupportedMedia,

    /// <summary>The store is too busy to commit now; the same call later will do.</summary>
    Busy,

    /// <summary>A bug or an outage. No rule refuses so; the HTTP edge does when an exception reaches it.</summary>
    Unexpected,
}

/// <summary>An expected no, as a value: a stable code (the last part of <c>urn:outreach:problem:{code}</c>) and the fields it concerns.</summary>
public sealed record Refusal(RefusalKind Kind, string Code, ImmutableArray<FieldError> Errors)
{
    /// <summary>The code of every refusal of kind <see cref="RefusalKind.Invalid"/>, unless a rule has a code of its own.</summary>
    public const string InvalidInput = "invalid-input";

    /// <summary>After how long the same call may do; null where nobody can tell.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refusal Conflict(string code) => new(RefusalKind.Conflict, code, []);

    public static Refusal NotFound(string code = "not-found") => new(RefusalKind.NotFound, code, []);

    public static Refusal Forbidden(string code = "forbidden") => new(RefusalKind.Forbidden, code, []);

    /// <summary>
    /// One field breaks one rule. A value object does not know under which name it was sent: it leaves the field empty,
    /// see <see cref="For"/>.
    /// </summary>
    public static Refusal Invalid(string rule, string field = "", params object[] arguments) =>
        new(RefusalKind.Invalid, InvalidInput, [new FieldError(field, rule, [.. arguments])]);

    public static Refusal Invalid(IEnumerable<FieldError> errors) => new(RefusalKind.Invalid, InvalidInput, [.. errors]);

    /// <summary>The same refusal, said of the named field: <paramref name="field"/> goes in front of every error's own.</summary>
    public Refusal For(string field) => this with { Errors = [.. Errors.Select(e => e with { Field = Join(field, e.Field) })] };

    private static string Join(string outer, string inner) =>
        inner.Length == 0 ? outer : inner[0] == '[' ? outer + inner : $"{outer}.{inner}";

    public bool Equals(Refusal? other) =>
        other is not null && Kind == other.Kind && Code == other.Code && Errors.SequenceEqual(other.Errors);

    public override int GetHashCode() => HashCode.Combine(Kind, Code, Errors.Length);

    public override string ToString() =>
        $"{Code} ({Kind}){string.Concat(Errors.Select(e => $"; {e.Field}: {e.Rule}"))}";
}

/// <summary>
/// A field (a path as in <c>partyMember.unitCode</c> or <c>posts[2].capacity</c>) and the rule it breaks,
/// with the numbers the message names.
/// </summary>
public sealed record FieldError(string Field, string Rule, ImmutableArray<object> Arguments)
{
    public bool Equals(FieldError? other) =>
        other is not null && Field == other.Field && Rule == other.Rule && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Field, Rule);
}
