namespace Outreach.Functions.Http;

/// <summary>Several values in one text, as people write them in a field or a cell.</summary>
internal static class Lists
{
    /// <summary>Separated by commas or semicolons of either script, or by 顿号.</summary>
    public static string[] Of(string text) =>
        text.Split([',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
