using System.Text.RegularExpressions;

namespace Outreach.Domain.Participation;

/// <summary>
/// What is folded together: the areas of a district, and the units that its authorities registered, wherever their members live. Both
/// have the district's six digits in their codes: areas at the front, units as characters 3 to 8 of their credit code (GB 32100).
/// </summary>
public sealed partial record FigureDistrict
{
    private FigureDistrict(string value) => Value = value;

    public string Value { get; }

    public static Result<FigureDistrict> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? new FigureDistrict(text) : Refusal.Invalid("area-code-form");
    }

    public override string ToString() => Value;

    /// <param name="code">Of an area or a unit, as the dimension says.</param>
    internal static FigureDistrict Of(Dimension dimension, string code) => new(dimension == Dimension.Unit ? code[2..8] : code[..6]);

    /// <summary>A credit code is not refused for a letter among these characters, so neither are they.</summary>
    [GeneratedRegex(@"^[0-9A-Z]{6}\z")]
    private static partial Regex Form();
}
