namespace Outreach.Domain;

/// <summary>
/// How a text in what clients send or get is written, where its type does not say: <c>date-time</c>, <c>date</c>. It is what they
/// are told (docs/adr/0012), not what is checked.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WrittenAttribute(string format) : Attribute
{
    public string Format { get; } = format;
}

/// <summary>A text that is one of some names, told in the same way.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class OneOfAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>A text that is the name of an enum's value, see <see cref="Kebab"/>.</summary>
public sealed class OneOfAttribute<T>() : OneOfAttribute(Kebab.NamesOf(typeof(T)))
    where T : struct, Enum;
