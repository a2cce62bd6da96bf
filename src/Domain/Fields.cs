namespace Outreach.Domain;

/// <summary>Collects the errors of a body field by field, so that one answer names them all.</summary>
public sealed class Fields
{
    private readonly List<FieldError> _errors = [];

    /// <summary>Why the body is refused, or null when every field was right so far.</summary>
    public Refusal? Refusal => _errors.Count == 0 ? null : Domain.Refusal.Invalid(_errors);

    /// <summary>
    /// The value of a field that must be there. When it is wrong the type's default comes back, which nobody sees:
    /// <see cref="Refusal"/> is set and has to be looked at before the values are used.
    /// </summary>
    public T Take<T>(string field, Result<T> result)
        where T : notnull
    {
        if (result.TryGet(out var value, out var refusal))
            return value;
        _errors.AddRange(refusal.For(field).Errors);
        return default!;
    }

    /// <summary>The value of a field that may be absent (null) but must be right when it is there.</summary>
    public T? TakeOptional<T>(string field, string? text, Func<string?, Result<T>> parse)
        where T : class => text is null ? null : Take(field, parse(text));

    /// <summary>The instant of a field that must be there; null when it is wrong, so that rules between instants can be left out.</summary>
    public DateTimeOffset? TakeInstant(string field, string? text)
    {
        var before = _errors.Count;
        var instant = Take(field, Instant.Parse(text));
        return _errors.Count == before ? instant : null;
    }

    /// <summary>Says that a field breaks a rule unless the condition holds.</summary>
    public void Require(bool condition, string field, string rule, params object[] arguments)
    {
        if (!condition)
            _errors.Add(new FieldError(field, rule, [.. arguments]));
    }
}
