namespace Outreach.Web.Texts;

/// <summary>A text in the two languages of the product.</summary>
public sealed record Bilingual(string Chinese, string English)
{
    public string In(Language language) => language == Language.English ? English : Chinese;
}
