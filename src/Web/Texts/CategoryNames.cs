using System.Collections.Frozen;

namespace Outreach.Web.Texts;

/// <summary>What people call the categories of activities. A district may use others; those are shown by their code.</summary>
public static class CategoryNames
{
    private static readonly FrozenDictionary<string, Bilingual> Names = new Dictionary<string, Bilingual>
    {
        ["city-upkeep"] = new("市容维护", "City upkeep"),
        ["culture"] = new("文化活动", "Culture"),
        ["fraud-prevention"] = new("反诈宣传", "Fraud prevention"),
        ["health"] = new("健康服务", "Health"),
        ["home-visit"] = new("入户走访", "Home visits"),
        ["mediation"] = new("矛盾调解", "Mediation"),
        ["safety-inspection"] = new("安全检查", "Safety inspection"),
        ["school-class"] = new("校园课堂", "School class"),
        ["school-drill"] = new("校园演练", "School drill"),
        ["waste-sorting"] = new("垃圾分类", "Waste sorting"),
    }.ToFrozenDictionary();

    public static string Of(string code, Language language) => Of(code).In(language);

    public static Bilingual Of(string code) => Names.GetValueOrDefault(code) ?? new Bilingual(code, code);

    /// <summary>The code of a name in either language; any other text as it is.</summary>
    public static string CodeOf(string text) =>
        Names.FirstOrDefault(name => name.Value.Chinese == text || name.Value.English.Equals(text, StringComparison.OrdinalIgnoreCase)).Key ?? text;

    /// <summary>The codes that have a name, in the order of the names' codes.</summary>
    public static IEnumerable<string> Known => Names.Keys.Order(StringComparer.Ordinal);
}
