using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.People.Bulk;
using Outreach.Functions.Security;
using Outreach.Tests;

namespace Outreach.Functions.Tests;

/// <summary>Rosters as people keep them, beside who is registered already.</summary>
public sealed class VolunteerImportTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly Security.Caller Admin = new(
        PersonId.FromBytes(new byte[10]), new Grants([new Grant(Role.Admin, AreaCode.Parse("140213").Must())]), sessionHash: "", isFresh: true);

    private App _app = null!;

    private VolunteerImport Import => _app.Services.GetRequiredService<VolunteerImport>();

    public async ValueTask InitializeAsync() => _app = await App.Start(azurite);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Knows_people_by_padded_names_and_by_numbers_in_any_form(string type)
    {
        var number = await Register("张三", "13800138000", "140202198508153333");
        await Register("买买提·吐尔逊", "13800138001", "140202199003070027");
        string?[][] rows =
        [
            ["志愿者编号", "姓名", "手机号", "社区", "身份证号"],
            [null, "张\u3000三", "13800138000\t", App.Community, "１４０２０２１９８５０８１５３３３３"],
            [null, "买买提·吐尔逊\u3000", "138\u00A00013\u00A08001", App.Community + "\t", "140202 19900307 0027"],
            [string.Concat(number.Select(c => (char)(c - '!' + '！'))) + "\t", "张  三", "138****8000", App.Community, null],
            [null, "李\u3000\u3000四", "１３８－００１３－８００２", "\u3000" + App.Community, null],
        ];
        var plan = await Plan(type, rows);
        Assert.Empty(plan.Errors);
        Assert.Equal((3, 5), (plan.Known, Assert.Single(plan.New).Row));

        (await Import.Submit("batch", plan.New, Admin, TestContext.Current.CancellationToken)).Must();
        await _app.Quiet();
        rows[^1] = [null, "李四", "13800138002", App.Community, null];
        plan = await Plan(type, rows);
        Assert.Equal((4, 0, 0), (plan.Known, plan.New.Count, plan.Errors.Count));
    }

    private async Task<string> Register(string name, string phone, string idNumber)
    {
        var answer = await _app.Http.Post(
            "/api/volunteers", new { name, phone, areaCode = App.Community, idNumber, consent = new { version = "1" } });
        return answer.Body!["person"]!["volunteerNumber"]!.GetValue<string>();
    }

    private async Task<VolunteerPlan> Plan(string type, string?[][] rows)
    {
        var file = type == "csv"
            ? Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row) + "\r\n")))
            : Workbook.Of(rows[0]!, rows.Skip(1).Select(row => (object[])[.. row.Select(cell => cell ?? "")]));
        return (await Import.Plan(file, "1", Admin, TestContext.Current.CancellationToken)).Must();
    }
}
