using System.Text;
using Microsoft.Playwright;
using MiniExcelLibs;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>Files as spreadsheet programs write them, looked through, confirmed and worked off.</summary>
public sealed class ImportTests(AzuriteFixture azurite, Chromium chromium)
{
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Shows_what_is_wrong_by_row_and_column_and_registers_what_is_right(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var admin = await Visitor.SignIn(chromium, site, look, await site.AdminCode(), "/manage/import");
        await admin.LookAt("import");
        var wrong = Workbook(
            ["平城区志愿者登记表", null, null, null],
            ["姓名", "联系方式", "社区", "出生日期"],
            ["姓名", "手机号", "社区", "出生日期"],
            ["古丽·㐱𠮷", 13800138001d, Site.Community, new DateTime(1985, 8, 15)],
            [null, null, null, null],
            ["王芳", 1380013800d, "没有的社区", 31275d]);
        await Upload(admin, "list.xlsx", SheetType, wrong);
        await admin.Sees("什么都没有写入", "nothing was written");
        var errors = admin.Page.Locator("#errors").Locator("..").Locator("tbody tr");
        await Assertions.Expect(errors).ToHaveCountAsync(2);
        await Assertions.Expect(errors.First.Locator("td").First).ToHaveTextAsync("6");
        await Assertions.Expect(errors.First).ToContainTextAsync("手机号");
        await Assertions.Expect(admin.Page.Locator("[name=rows]")).ToHaveCountAsync(0);
        await admin.LookAt("import-errors");

        await admin.Page.GotoAsync("/manage/import");
        await Upload(admin, "list.xlsx", SheetType, Workbook(
            ["姓名", "手机号", "社区", "出生日期", "性别", "特长"],
            ["古丽·㐱𠮷", 13800138001d, Site.Community, new DateTime(1985, 8, 15), "女", "急救、手语"],
            ["王芳", "138 0013 8002", "重熙社区", 31275d, null, null]));
        await admin.Sees("共 2 行", "2 rows");
        await admin.LookAt("import-preview");
        await admin.Press("确认导入 2 行", "Import 2 rows");
        if (look.HasScripts)
            await admin.Sees("完成：登记 2 人", "Done: 2 registered");
        else
            await Eventually.True(
                async () =>
                {
                    await admin.Page.ReloadAsync();
                    return (await admin.Page.Locator("[role=status]").InnerTextAsync()).Contains("Done: 2 registered", StringComparison.Ordinal);
                },
                "both are registered");
        await admin.LookAt("import-done");
        await admin.Page.GotoAsync($"/manage/people?area={Site.Community}");
        await admin.Sees("古丽·㐱𠮷", "古丽·㐱𠮷");
        await admin.Sees("王芳", "王芳");
    }

    [Fact]
    public async Task Reads_what_excel_for_china_saves_as_csv()
    {
        await using var site = await Site.Start(azurite);
        await using var admin = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/manage/import");
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        await Upload(admin, "list.csv", "text/csv", gb.GetBytes(
            $"姓名,手机号,社区,出生日期,身份证号\r\n王㐱,13800138001,{Site.Community},1985/8/15,\r\n,,,,\r\n李强,1.38001E+10,{Site.Community},1990年3月7日,1.40202E+17\r\n"));
        var errors = admin.Page.Locator("#errors").Locator("..").Locator("tbody tr");
        await Assertions.Expect(errors).ToHaveCountAsync(2);
        await Assertions.Expect(errors.First).ToContainTextAsync("丢位");
        await Assertions.Expect(errors.First.Locator("td").First).ToHaveTextAsync("4");
        await admin.Sees("王㐱", "王㐱");
        await admin.LookAt("import-gb18030");

        await admin.Page.GotoAsync("/manage/import");
        await Upload(admin, "list.csv", "text/csv", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(
            $"姓名\t手机号\t社区\r\n王㐱\t13800138001\t{Site.Community}\r\n王㐱\t13800138001\t{Site.Community}\r\n")]);
        await Assertions.Expect(errors).ToHaveCountAsync(1);
        await admin.Sees("手机号", "手机号");

        foreach (var (file, said) in ((byte[], string)[])[([0x50, 0x4B, 3, 4, 0], "已损坏"), ([0, 1, 2, 0xFF], "已损坏"), (Encoding.UTF8.GetBytes("a,b\r\n1,2\r\n"), "缺少列"),
            (Encoding.UTF8.GetBytes("姓名,手机号,社区\r\n"), "没有数据")])
        {
            await admin.Page.GotoAsync("/manage/import");
            await Upload(admin, "list.csv", "text/csv", file);
            await admin.Sees(said, said);
        }

        await admin.LookAt("import-refused");
    }

    [Fact]
    public async Task Takes_the_areas_again_that_it_gave_and_loses_nothing()
    {
        await using var site = await Site.Start(azurite);
        await using var admin = await Visitor.SignIn(chromium, site, Look.EnglishDesk, await site.AdminCode(), "/manage/import");
        var export = await (await admin.Page.Context.APIRequest.GetAsync("/manage/areas.xlsx")).BodyAsync();
        using var read = new MemoryStream(export);
        var count = read.Query().Count() - 1;
        await admin.Page.SetInputFilesAsync("#area-file", new FilePayload { Name = "areas.xlsx", MimeType = SheetType, Buffer = export });
        await admin.Press("预览区划", "Preview the areas");
        await admin.Sees($"{count} rows, of which {count} are here already", $"{count} rows, of which {count} are here already");
        await admin.LookAt("import-areas-preview");
        await admin.Press($"确认导入 {count} 行", $"Import {count} rows");
        await admin.Sees($"0 added, 0 changed, {count} unchanged", $"0 added, 0 changed, {count} unchanged");
        await admin.LookAt("imported-areas");
    }

    private static async Task Upload(Visitor admin, string name, string type, byte[] file)
    {
        await admin.Page.SetInputFilesAsync("#volunteer-file", new FilePayload { Name = name, MimeType = type, Buffer = file });
        await admin.Page.CheckAsync("[name=consent]");
        await admin.Press("预览志愿者", "Preview the volunteers");
    }

    private static byte[] Workbook(params object?[][] rows)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(rows.Select(row => row.Select((cell, i) => (Key: $"c{i}", cell)).ToDictionary(x => x.Key, x => x.cell)), printHeader: false);
        return bytes.ToArray();
    }
}
