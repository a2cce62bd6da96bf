using System.Text.RegularExpressions;

namespace Outreach.Domain.Activities;

/// <summary>
/// The kind of an activity as a short key: lower-case letters, digits and hyphens, 1 to 40 characters, a letter first
/// (<c>home-visit</c>). Which keys a district uses is its own affair; pages give them names.
/// </summary>
public sealed partial record Category
{
    private Category(string value) => Value = value;

    public string Value { get; }

    public static Result<Category> Parse(string? text) =>
        text is not null && Form().IsMatch(text) ? new Category(text) : Refusal.Invalid("category-form");

    public override string ToString() => Value;

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex Form();
}
