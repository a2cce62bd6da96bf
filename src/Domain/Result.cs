using System.Diagnostics.CodeAnalysis;

namespace Outreach.Domain;

/// <summary>Either a value or the reason why there is none. Expected refusals travel so; exceptions are bugs or outages.</summary>
public sealed class Result<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly Refusal? _refusal;

    private Result(T? value, Refusal? refusal)
    {
        _value = value;
        _refusal = refusal;
    }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>True and the value, or false and the refusal.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = _refusal;
        return refusal is null;
    }

    public TResult Match<TResult>(Func<T, TResult> value, Func<Refusal, TResult> refusal) =>
        _refusal is null ? value(_value!) : refusal(_refusal);

    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next)
        where TNext : notnull => _refusal is null ? next(_value!) : _refusal;

    /// <summary>The value, where a refusal would be a bug: for constants and for rows that were checked when they were written.</summary>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public T Must() => _refusal is null ? _value! : throw new InvalidOperationException($"Refused: {_refusal}");
}
