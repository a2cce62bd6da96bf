namespace Outreach.Domain;

/// <summary>Collects the errors of a body field by field, so that one answer names them all.</summary>
public sealed class Fields
{
    private readonly List<FieldError> _errors = [];

    /// <summary>Why the body is refused, or null when every field was right so far.</summary>
    public Refusal? Refusal => _errors.Count == 0 ? null : Domain.Refusal.Invalid(_errors);

    /// <summary>The value of a field that must be there; null (never seen, since <see cref="Refusal"/> is then set) when it is wrong.</summary>
    public T Take<T>(string field, Result<T> result)
        where T : class
    {
        if (result.TryGet(out var value, out var refusal))
            return value;
        _errors.AddRange(refusal.For(field).Errors);
        return null!;
    }

    /// <summary>The value of a field that may be absent (null) but must be right when it is there.</summary>
    public T? TakeOptional<T>(string field, string? text, Func<string?, Result<T>> parse)
        where T : class => text is null ? null : Take(field, parse(text));

    /// <summary>Says that a field breaks a rule unless the condition holds.</summary>
    public void Require(bool condition, string field, string rule, params object[] arguments)
    {
        if (!condition)
            _errors.Add(new FieldError(field, rule, [.. arguments]));
    }
}
