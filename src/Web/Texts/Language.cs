namespace Outreach.Web.Texts;

/// <summary>The languages of the product; the district's own comes first.</summary>
public enum Language
{
    Chinese,
    English,
}

public static class LanguageTags
{
    /// <summary>The tag of RFC 5646, as in <c>lang</c> and <c>Content-Language</c>.</summary>
    public static string Tag(this Language language) => language == Language.English ? "en" : "zh-CN";

    /// <summary>The language of a tag that <see cref="Tag"/> gave; null for any other text.</summary>
    public static Language? OfTag(string? tag) => tag switch
    {
        "zh-CN" => Language.Chinese,
        "en" => Language.English,
        _ => null,
    };
}
