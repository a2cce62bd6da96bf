using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Domain;

/// <summary>A calendar month in Pingcheng, written <c>yyyy-MM</c>; years 2000 to 2999.</summary>
public sealed partial record Month : IComparable<Month>
{
    private readonly int _index;

    private Month(int index) => _index = index;

    public DateOnly Start => new(_index / 12, (_index % 12) + 1, 1);

    public Month Next => new(_index + 1);

    public Month Previous => new(_index - 1);

    public static Month Of(DateOnly date) => new((date.Year * 12) + date.Month - 1);

    public static Result<Month> Parse(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().Match(text) is { Success: true } match
            ? new Month((int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * 12) +
                int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) - 1)
            : Refusal.Invalid("month-form");
    }

    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;

    public int CompareTo(Month? other) => other is null ? 1 : _index.CompareTo(other._index);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_index / 12:D4}-{(_index % 12) + 1:D2}");

    [GeneratedRegex(@"^(2[0-9]{3})-(0[1-9]|1[0-2])\z")]
    private static partial Regex Form();
}
