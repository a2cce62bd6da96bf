using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MiniExcelLibs;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;
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
        await admin.Sees("要写入 2 行。", "Rows to write: 2.");
        await admin.LookAt("import-preview");
        await admin.Press("确认导入 2 行", "Import 2 rows");
        if (look.HasScripts)
            await admin.Sees("完成：登记 2 人", "Done: 2 registered");
        else
            await Eventually.True(
                async () =>
                {
                    await admin.Page.ReloadAsync();
                    return (await admin.Page.Locator("#so-far").InnerTextAsync()).Contains("Done: 2 registered", StringComparison.Ordinal);
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
            $"姓名,手机号,社区,出生日期,身份证号\r\n王㐱,13800138001,{Site.Community},1985/8/15,\r\n,,,,\r\n" +
            $"李强,1.38001E+10,{Site.Community},1990年3月7日,1.40202E+17\r\n"));
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

        foreach (var (file, said) in ((byte[], string)[])[
            ([0x50, 0x4B, 3, 4, 0], "已损坏"), ([0, 1, 2, 0xFF], "已损坏"),
            (Encoding.UTF8.GetBytes("a,b\r\n1,2\r\n"), "缺少列"), (Encoding.UTF8.GetBytes("姓名,手机号,社区\r\n"), "没有数据")])
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
        var answer = await admin.Page.Context.APIRequest.GetAsync("/manage/areas.xlsx");
        Assert.Contains("filename=areas-140213.xlsx;", answer.Headers["content-disposition"], StringComparison.Ordinal);
        var export = await answer.BodyAsync();
        using var read = new MemoryStream(export);
        var count = read.Query().Count() - 1;
        await UploadAreas(admin, "areas.xlsx", SheetType, export);
        await admin.Sees("", $"Nothing to write: every row ({count}) is here already.");
        await Assertions.Expect(admin.Page.Locator("[name=rows]")).ToHaveCountAsync(0);
        await admin.LookAt("import-areas-unchanged");

        await admin.Page.GotoAsync("/manage/import");
        await UploadAreas(admin, "areas.csv", "text/csv", Encoding.UTF8.GetBytes(
            $"区划代码,名称,级别,上级代码\r\n{Site.Community},重熙里社区,社区,140213066\r\n"));
        await admin.Sees("", "Rows to write: 1.");
        await admin.LookAt("import-areas-preview");
        await admin.Press("", "Import 1 rows");
        await admin.Sees("", "0 added, 1 changed, 0 unchanged");
        await admin.LookAt("imported-areas");
        Assert.Equal("重熙里社区", (await site.Get($"/api/areas/{Site.Community}"))["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Says_of_a_code_that_lost_its_digits_that_and_nothing_else()
    {
        await using var site = await Site.Start(azurite);
        await using var admin = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/manage/import");
        await UploadAreas(admin, "areas.csv", "text/csv", Encoding.UTF8.GetBytes(
            $"区划代码,名称,级别,上级代码\r\n1.40213E+11,重熙里社区,社区,140213066\r\n{Site.Community},重熙社区,街道,140213066\r\n"));
        var errors = admin.Page.Locator("#errors").Locator("..").Locator("tbody tr");
        await Assertions.Expect(errors).ToHaveCountAsync(2);
        await Assertions.Expect(errors.First).ToContainTextAsync("丢位");
        await Assertions.Expect(errors.Last).ToContainTextAsync("级别");
        await admin.LookAt("import-areas-errors");
    }

    [Fact]
    public async Task Takes_the_volunteers_again_that_it_gave_and_registers_who_is_new()
    {
        await using var site = await Site.Start(azurite);
        await site.Register("13800138001", "古丽·㐱𠮷");
        await site.Register("13800138002", "王芳");
        await using var admin = await Visitor.SignIn(
            chromium, site, Look.EnglishDesk, await site.AdminCode(), $"/manage/people?area={Site.Community}");
        await Assertions.Expect(admin.Page.Locator("a", new() { HasText = "Export the list" })).ToHaveAttributeAsync(
            "href", $"/manage/volunteers/{Site.Community}");
        var answer = await admin.Page.Context.APIRequest.GetAsync($"/manage/volunteers/{Site.Community}");
        Assert.Contains($"filename=volunteers-{Site.Community}.xlsx;", answer.Headers["content-disposition"], StringComparison.Ordinal);
        var export = await answer.BodyAsync();
        using var read = new MemoryStream(export);
        List<object?[]> rows = [.. read.Query().Select(row => ((IDictionary<string, object?>)row).Values.ToArray())];
        Assert.Equal(["138****8001", "138****8002"], rows.Skip(1).Select(row => (string)row[2]!).Order(StringComparer.Ordinal));
        Assert.Equal(["古丽·㐱𠮷", "王芳"], rows.Skip(1).Select(row => (string)row[1]!).Order(StringComparer.Ordinal));

        await admin.Page.GotoAsync("/manage/import");
        await Upload(admin, "volunteers.xlsx", SheetType, export);
        await admin.Sees("", "Nothing to write: every row (2) is here already.");

        // A spreadsheet takes a volunteer number for a number, and drops the zeros in front.
        rows[1][0] = double.Parse((string)rows[1][0]!, System.Globalization.CultureInfo.InvariantCulture);
        var blank = new object?[rows[0].Length];
        object?[] Row(params object?[] cells) => [.. cells, .. blank.Skip(cells.Length)];
        await admin.Page.GotoAsync("/manage/import");
        await Upload(admin, "volunteers.xlsx", SheetType, Workbook([.. rows, Row("123456789015", "赵敏", "13800138003", Site.Community)]));
        await admin.Sees("", "志愿者编号");
        await admin.Sees("", "is nobody who is registered here");
        await admin.LookAt("import-unknown-volunteer");

        await admin.Page.GotoAsync("/manage/import");
        await Upload(admin, "volunteers.xlsx", SheetType, Workbook([.. rows, blank, Row(null, "赵敏", "13800138003", "重熙社区", "140202198508153333")]));
        await admin.Sees("", "Rows to write: 1. Rows that are here already and stay as they are: 2.");
        // Somebody else registers her before the import is confirmed.
        await site.Register("13800138003", "赵敏");
        await admin.Press("", "Import 1 rows");
        await admin.Sees("", "Done: 0 registered, 1 not");
        await Assertions.Expect(admin.Page.Locator("tbody td").First).ToHaveTextAsync($"{rows.Count + 2}");
        await admin.LookAt("import-row-refused");
        await admin.Page.GotoAsync("/manage/audit");
        await admin.Sees("", "Exported a list of people");
    }

    [Theory]
    [InlineData("merged-headings.xlsx", SheetType)]
    [InlineData("merged-headings-gb18030.csv", "text/csv")]
    public async Task Reads_two_rows_of_merged_headings_as_a_spreadsheet_program_saves_them(string name, string type)
    {
        await using var site = await Site.Start(azurite);
        await using var admin = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/manage/import");
        var file = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "sheets", name), TestContext.Current.CancellationToken);
        await Upload(admin, name, type, file);
        var rows = admin.Page.Locator("#rows").Locator("..").Locator("tbody tr");
        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await Assertions.Expect(rows.First.Locator("td")).ToHaveTextAsync(
            ["4", "", "古丽·㐱𠮷", "138****8001", Site.Community, "", "1985-08-15", "female", "", "", "", "", "", "", ""]);
        await Assertions.Expect(rows.Last.Locator("td")).ToHaveTextAsync(
            ["6", "", "王小明", "138****8002", Site.Community, "", "2016-03-07", "male", "", "", "王芳", "138****8003", "", "", ""]);
        await admin.LookAt($"import-{Path.GetFileNameWithoutExtension(name)}");
    }

    [Fact]
    public async Task Says_whose_numbers_are_somebody_elses()
    {
        await using var site = await Site.Start(azurite);
        var number = await site.Register("13800138001", "王强");
        await using var admin = await Visitor.SignIn(chromium, site, Look.ChinesePhone, await site.AdminCode(), "/manage/import");
        await Upload(admin, "list.xlsx", SheetType, Workbook(
            ["志愿者编号", "姓名", "手机号", "社区"],
            [null, "王强", "13800138001", Site.Community], [null, "李芳", "13800138001", Site.Community],
            [number, "李强", "138****8001", Site.Community]));
        var errors = admin.Page.Locator("#errors").Locator("..").Locator("tbody tr");
        await Assertions.Expect(errors).ToHaveCountAsync(3);
        await Assertions.Expect(errors.Nth(0)).ToContainTextAsync("重复");
        await Assertions.Expect(errors.Nth(1)).ToHaveTextAsync("3手机号已由另一个人登记");
        await Assertions.Expect(errors.Nth(2)).ToHaveTextAsync("4志愿者编号已由另一个人登记");
        await admin.LookAt("import-somebody-elses");
    }

    [Fact]
    public async Task Knows_somebody_by_the_id_number_too()
    {
        await using var site = await Site.Start(azurite);
        var consent = new { version = "1" };
        await site.Post(
            "/api/volunteers", new { name = "王芳", phone = "13800138001", areaCode = Site.Community, idNumber = "140202198508153333", consent });
        await using var admin = await Visitor.SignIn(chromium, site, Look.EnglishDesk, await site.AdminCode(), "/manage/import");
        await Upload(admin, "list.xlsx", SheetType, Workbook(
            ["姓名", "手机号", "社区", "身份证号"], ["王芳", "13800138002", Site.Community, "140202198508153333"]));
        await admin.Sees("", "Nothing to write: every row (1) is here already.");
    }

    [Fact]
    public async Task Tells_how_far_an_import_is_without_taking_the_place_of_who_reads()
    {
        await using var site = await Site.Start(azurite);
        var stop = TestContext.Current.CancellationToken;
        var (tables, batches) = (site.Services.GetRequiredService<Tables>(), site.Services.GetRequiredService<RegistrationBatches>());
        var header = new BatchHeader(AreaCode.Parse("140213").Must(), PersonId.FromBytes(new byte[10]), 2, TimeProvider.System.GetUtcNow(), [4, 7]);
        await tables.Registrations.Put(Rows.Entity(Keys.Registrations.Batch("b1"), header, BulkJson.Default.BatchHeader), stop);
        await using var admin = await Visitor.SignIn(
            chromium, site, Look.ChinesePhone, await site.AdminCode(), "/manage/import/volunteers/b1");
        await admin.Sees("已处理 0 / 2", "");
        var link = admin.Page.GetByRole(AriaRole.Link, new() { Name = "查看人员" });
        await link.FocusAsync();

        await batches.KeepRefused(ItemOf("00000"), new Refusal(RefusalKind.Conflict, "already-registered", []), stop);
        await admin.Sees("已处理 1 / 2", "");
        await Assertions.Expect(admin.Page.Locator("#not-registered td").First).ToHaveTextAsync("4");
        await admin.LookAt("import-under-way");
        await admin.SetOffline(true);
        await admin.Sees("联系不上网站", "");
        await admin.LookAt("import-offline");
        await admin.SetOffline(false);
        await batches.KeepRegistered(ItemOf("00001"), PersonId.FromBytes(new byte[10]), stop);
        await admin.Sees("完成：登记 1 人，1 人没有登记", "");
        await Assertions.Expect(admin.Page.Locator("#unreachable")).ToBeHiddenAsync();
        await Assertions.Expect(link).ToBeFocusedAsync();

        static BatchItem ItemOf(string item) => new("b1", item, new RegistrationDraft(), "{}");
    }

    [Fact]
    public async Task Takes_no_list_that_is_longer_than_any_that_goes_out()
    {
        await using var site = await Site.Start(azurite);
        await using var admin = await Visitor.SignIn(chromium, site, Look.ChineseDesk, await site.AdminCode(), "/manage/import");
        var row = $"王芳,13800138001,{Site.Community}\r\n";
        var rows = string.Concat(Enumerable.Repeat(row, VolunteerImport.MostRows + 1));
        await Upload(admin, "list.csv", "text/csv", Encoding.UTF8.GetBytes("姓名,手机号,社区\r\n" + rows));
        await admin.Sees($"最多 {VolunteerImport.MostRows} 行", "");
        await admin.LookAt("import-too-long");
    }

    [Fact]
    public async Task Looks_people_up_side_by_side_and_leaves_the_rows_in_their_order()
    {
        await using var site = await Site.Start(azurite);
        var phones = Enumerable.Range(0, 40).Select(i => $"139000000{i:D2}").ToList();
        var file = Encoding.UTF8.GetBytes(
            "姓名,手机号,社区\r\n" + string.Concat(phones.Select(phone => $"王芳,{phone},{Site.Community}\r\n")));
        var admin = new Caller(
            PersonId.FromBytes(new byte[10]), new Grants([new Grant(Role.Admin, AreaCode.Parse("140213").Must())]), sessionHash: "", isFresh: true);
        VolunteerPlan? plan = null;
        var most = await SideBySide.Most(async () => plan = (await site.Services.GetRequiredService<VolunteerImport>().Plan(
            file, "1", admin, TestContext.Current.CancellationToken)).Must());
        Assert.Equal(phones, plan!.New.Select(registration => registration.Draft.Phone));
        Assert.True(most > 1, "One call to the store waits for the other.");
    }

    private static async Task Upload(Visitor admin, string name, string type, byte[] file)
    {
        await admin.Page.SetInputFilesAsync("#volunteer-file", new FilePayload { Name = name, MimeType = type, Buffer = file });
        await admin.Page.CheckAsync("[name=consent]");
        await admin.Press("预览志愿者", "Preview the volunteers");
    }

    private static async Task UploadAreas(Visitor admin, string name, string type, byte[] file)
    {
        await admin.Page.SetInputFilesAsync("#area-file", new FilePayload { Name = name, MimeType = type, Buffer = file });
        await admin.Press("预览区划", "Preview the areas");
    }

    private static byte[] Workbook(params object?[][] rows)
    {
        using var bytes = new MemoryStream();
        bytes.SaveAs(rows.Select(row => row.Select((cell, i) => (Key: $"c{i}", cell)).ToDictionary(x => x.Key, x => x.cell)), printHeader: false);
        return bytes.ToArray();
    }
}
