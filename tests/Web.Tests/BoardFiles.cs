using MiniExcelLibs;

namespace Outreach.Web.Tests;

/// <summary>What a visitor gets who exports a board.</summary>
internal static class BoardFiles
{
    public static async Task<byte[]> Get(Visitor visitor, string path)
    {
        var answer = await visitor.Page.Context.APIRequest.GetAsync(path, new() { Headers = [new("Accept-Language", visitor.Look.Locale)] });
        Assert.Equal(200, answer.Status);
        return await answer.BodyAsync();
    }

    public static IReadOnlyList<string> SheetNames(byte[] workbook)
    {
        using var stream = new MemoryStream(workbook);
        return stream.GetSheetNames();
    }

    /// <summary>The cells of a sheet, the headings first.</summary>
    public static IReadOnlyList<object?[]> Sheet(byte[] workbook, string name)
    {
        using var stream = new MemoryStream(workbook);
        return [.. stream.Query(useHeaderRow: false, sheetName: name).Cast<IDictionary<string, object?>>().Select(row => row.Values.ToArray())];
    }

    public static async Task<IReadOnlyList<object?[]>> Sheet(Visitor visitor, string path, string name) => Sheet(await Get(visitor, path), name);
}
