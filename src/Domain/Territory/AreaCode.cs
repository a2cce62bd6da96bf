using System.Text.RegularExpressions;

namespace Outreach.Domain.Territory;

public enum AreaLevel
{
    District,
    Street,
    Community,
}

/// <summary>
/// The code of an area: 6 digits name a district, 3 more a street, 3 more a community or village. What stands above an area is
/// the beginning of its code.
/// </summary>
public sealed partial record AreaCode
{
    private AreaCode(string value) => Value = value;

    public string Value { get; }

    public AreaLevel Level => Value.Length switch
    {
        6 => AreaLevel.District,
        9 => AreaLevel.Street,
        _ => AreaLevel.Community,
    };

    /// <summary>The area directly above; null for a district.</summary>
    public AreaCode? Parent => Level == AreaLevel.District ? null : new AreaCode(Value[..^3]);

    public AreaCode District => Level == AreaLevel.District ? this : new AreaCode(Value[..6]);

    /// <summary>The area itself, what stands above it, and so on up to the district.</summary>
    public IEnumerable<AreaCode> SelfAndAncestors
    {
        get
        {
            for (var area = this; area is not null; area = area.Parent)
                yield return area;
        }
    }

    public static Result<AreaCode> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? new AreaCode(text) : Refusal.Invalid("area-code-form");
    }

    /// <summary>Whether an area is this one or lies below it.</summary>
    public bool Contains(AreaCode other) => other.Value.StartsWith(Value, StringComparison.Ordinal);

    public override string ToString() => Value;

    [GeneratedRegex(@"^[1-9][0-9]{5}([0-9]{3}){0,2}\z")]
    private static partial Regex Form();
}
