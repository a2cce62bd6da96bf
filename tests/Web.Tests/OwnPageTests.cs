using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What a volunteer finds on their own pages: places, record, certificate and data.</summary>
public sealed class OwnPageTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Lists_places_and_waiting_places_and_gives_them_to_a_calendar(Look look)
    {
        await using var site = await Site.Start(azurite);
        var held = await site.Publish("门前五包");
        var full = await site.Publish("只有一个名额", new { capacity = 1, startsAt = site.At(30), endsAt = site.At(32) });
        await site.SignUp("13800138009", "李强", full);
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", held);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await visitor.Page.GotoAsync($"/activities/{full}");
        await visitor.Press("加入候补", "Join the waiting list");
        await visitor.Sees("候补第 1 位", "number 1 in the waiting list");

        await visitor.Follow("我的记录", "My record");
        await visitor.Sees("门前五包", "门前五包");
        await visitor.Sees("候补第 1 位", "Number 1 in the waiting list");
        await visitor.LookAt("record-to-come");

        var file = await visitor.Page.Context.APIRequest.GetAsync("/me/activities.ics");
        Assert.Equal("text/calendar; charset=utf-8", file.Headers["content-type"]);
        var calendar = Ical.Net.Calendar.Load(await file.TextAsync())!;
        Assert.Equal(["CONFIRMED", "TENTATIVE"], calendar.Events.OrderBy(e => e.Start).Select(e => e.Status));
        var sequence = calendar.Events.Single(e => e.Status == "CONFIRMED").Sequence;
        Assert.Equal(site.At(30), new DateTimeOffset(calendar.Events.Single(e => e.Status == "TENTATIVE").Start!.AsUtc));

        await visitor.Page.GotoAsync($"/activities/{held}");
        await visitor.Confirm("取消报名", "Give the place back");
        await visitor.Follow("我的记录", "My record");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "门前五包" })).ToHaveCountAsync(0);

        // Another place at the same time takes the engagement's row; the calendar is told all the same that the first is no more.
        var instead = await site.Publish("换一个");
        await visitor.Page.GotoAsync($"/activities/{instead}");
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        var later = await visitor.Page.Context.APIRequest.GetAsync("/me/activities.ics");
        var events = Ical.Net.Calendar.Load(await later.TextAsync())!.Events;
        var gone = events.Single(e => e.Uid == $"{held}@outreach");
        Assert.Equal(("CANCELLED", true), (gone.Status, gone.Sequence > sequence));
        Assert.Equal("CONFIRMED", events.Single(e => e.Uid == $"{instead}@outreach").Status);
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Tells_of_a_place_that_was_not_taken_in_time(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫", new { capacity = 1, startsAt = site.At(60), endsAt = site.At(62), signUpClosesAt = site.At(59) });
        await using var first = await Visitor.Come(chromium, site, look);
        await first.Register("13800138001", id);
        await first.Press("我要报名", "Sign up");
        await first.Sees("您已报名成功", "You have a place");
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", id);
        await visitor.Press("加入候补", "Join the waiting list");
        await visitor.Sees("候补第 1 位", "number 1 in the waiting list");
        await first.Confirm("取消报名", "Give the place back");
        await visitor.Page.ReloadAsync();
        await visitor.Sees("请在", "if you take it before");

        site.Pass(TimeSpan.FromHours(25));
        await visitor.Page.ReloadAsync();
        await visitor.Sees("名额曾为您保留到", "A place was held for you until");
        await visitor.Sees("可以重新报名", "You may sign up again");
        await visitor.LookAt("place-lapsed");
        await visitor.Page.GotoAsync("/me");
        await visitor.Sees("名额曾为您保留到", "A place was held for you until");
        await visitor.LookAt("record-lapsed");
        var file = await visitor.Page.Context.APIRequest.GetAsync("/me/activities.ics");
        Assert.Equal("CANCELLED", Assert.Single(Ical.Net.Calendar.Load(await file.TextAsync())!.Events).Status);

        await visitor.Page.GotoAsync($"/activities/{id}");
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await Assertions.Expect(visitor.Page.Locator("main")).Not.ToContainTextAsync(
            look.Says("名额曾为您保留到", "A place was held for you until"));
    }

    [Fact]
    public async Task Keeps_rare_characters_whole_in_the_calendar_wherever_they_stand()
    {
        await using var site = await Site.Start(azurite);
        string[] titles = [.. Enumerable.Range(17, 10).Select(before => new string('清', before) + "𠮷扫")];
        var token = (await site.Post(
            "/api/volunteers", new { name = "王芳", phone = "13800138000", areaCode = Site.Community, consent = new { version = "1" } }))
            ["token"]!.GetValue<string>();
        foreach (var (title, i) in titles.Select((title, i) => (title, i)))
        {
            var id = await site.Publish(title, new { startsAt = site.At(24 + (2 * i)), endsAt = site.At(25 + (2 * i)) });
            await site.PostAs(token, $"/api/activities/{id}/sign-ups", new { });
        }

        using var file = await site.AskAs(token, "GET", "/me/activities.ics");
        var text = await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(titles, Ical.Net.Calendar.Load(text)!.Events.OrderBy(e => e.Start).Select(e => e.Summary));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public async Task Names_what_is_over_and_nobody_recorded()
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("刚结束的清扫", new { startsAt = site.At(-2), endsAt = site.At(1) });
        await using var visitor = await Visitor.Come(chromium, site, Look.ChinesePhone);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        site.Pass(TimeSpan.FromHours(1));
        await visitor.Page.GotoAsync("/me");
        await visitor.Sees("还没有到场登记", "");
        await visitor.Sees("刚结束的清扫", "刚结束的清扫");
        await visitor.LookAt("record-unrecorded");
        await visitor.Page.GotoAsync($"/activities/{id}");
        await visitor.Sees("活动已结束，没有您的签到记录", "");
        await Assertions.Expect(visitor.Page.Locator("main button")).ToHaveCountAsync(0);
        await visitor.LookAt("activity-over");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Certifies_the_record_for_whoever_scans_the_code(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Page.GotoAsync($"/check-in?code={await site.Code(id, "in")}");
        await visitor.Press("签到", "Check in");
        await visitor.Page.GotoAsync($"/check-out?code={await site.Code(id, "out")}");
        await visitor.Press("签退", "Check out");
        await Eventually.True(
            async () =>
            {
                await visitor.Page.GotoAsync("/me");
                return await visitor.Page.Locator("table").CountAsync() == 1;
            },
            "the service stands in the record");

        await visitor.Follow("服务证明", "Certificate");
        await visitor.Sees("王芳", "王芳");
        await visitor.LookAt("certificate");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visitor.LookAt("certificate-print");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        var verifyAt = await visitor.Page.Locator(".verify a").GetAttributeAsync("href");

        await using var anyone = await Visitor.Come(chromium, site, look);
        await anyone.Page.GotoAsync(verifyAt!);
        await anyone.Sees("出具，内容如下", "This is what it says");
        Assert.DoesNotContain("王芳", await anyone.Page.ContentAsync(), StringComparison.Ordinal);
        await anyone.LookAt("verified");
        Assert.Equal(404, (await anyone.Page.GotoAsync("/certificates/ABCDEF"))!.Status);
        await anyone.Sees("没有编号为 ABCDEF 的证明", "No certificate has the number ABCDEF");
        await anyone.LookAt("not-verified");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Corrects_withdraws_and_deletes_what_is_kept(Look look)
    {
        await using var site = await Site.Start(azurite);
        var id = await site.Publish("清扫");
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", id);
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("您已报名成功", "You have a place");
        await visitor.Page.GotoAsync("/me/data");
        await visitor.Sees("138****8000", "138****8000");
        Assert.DoesNotContain("13800138000", await visitor.Page.ContentAsync(), StringComparison.Ordinal);

        await visitor.Fill("name", "王㐱");
        await visitor.Fill("idNumber", "140202198508153334");
        await visitor.Press("保存", "Save");
        await visitor.Sees("校验位不正确", "ID number has a wrong check digit");
        await Assertions.Expect(visitor.Page.Locator("[name=name]")).ToHaveValueAsync("王㐱");
        await visitor.LookAt("my-data-refused");
        await visitor.Fill("idNumber", "140202198508153333");
        await visitor.Press("保存", "Save");
        await visitor.Sees("已保存", "Saved");
        await visitor.Sees("140*************33", "140*************33");
        await visitor.LookAt("my-data");

        var export = JsonNode.Parse(await (await visitor.Page.Context.APIRequest.GetAsync("/me/data/export.json")).TextAsync())!;
        Assert.Equal("13800138000", export["numbers"]!["phone"]!.GetValue<string>());
        Assert.Equal("王㐱", export["person"]!["name"]!.GetValue<string>());

        await visitor.Confirm("撤回：参加志愿服务并留存记录", "Withdraw: Taking part, and the record of it");
        var agree = visitor.Button("我已阅读并同意：参加志愿服务并留存记录", "I have read this and agree: Taking part, and the record of it");
        await Assertions.Expect(agree).ToBeVisibleAsync();
        await visitor.Page.GotoAsync($"/activities/{id}");
        await visitor.Press("我要报名", "Sign up");
        await visitor.Sees("本人已撤回同意", "The consent was withdrawn");
        await visitor.Page.GotoAsync("/me/data");
        await visitor.Press("我已阅读并同意：参加志愿服务并留存记录", "I have read this and agree: Taking part, and the record of it");
        await Assertions.Expect(visitor.Page.Locator("summary")).ToHaveTextAsync(
            look.Says("撤回：参加志愿服务并留存记录", "Withdraw: Taking part, and the record of it"));

        await visitor.Page.CheckAsync("[name=confirm]");
        await visitor.Press("永久删除", "Delete for good");
        await visitor.Sees("您的账号已删除", "Your account is gone");
        await visitor.LookAt("goodbye");
        await visitor.Page.GotoAsync("/me");
        await Assertions.Expect(visitor.Page.Locator("[name=code]")).ToBeVisibleAsync();
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Takes_a_consent_anew_from_the_guardian_alone(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Register("13800138000", await site.Publish("清扫"));
        await visitor.Page.GotoAsync("/me/data");
        await visitor.Fill("birthDate", site.BirthDateOf(10));
        await visitor.Fill("guardian.name", "王芳");
        await visitor.Fill("guardian.phone", "13800138001");
        await visitor.Press("保存", "Save");
        await visitor.Sees("已保存", "Saved");
        await visitor.Confirm("撤回：参加志愿服务并留存记录", "Withdraw: Taking part, and the record of it");
        var (name, phone) = (visitor.Page.Locator("#again-participation-name"), visitor.Page.Locator("#again-participation-phone"));
        await name.FillAsync("李强");
        await phone.FillAsync("123");
        await visitor.Press("我已阅读并同意：参加志愿服务并留存记录", "I have read this and agree: Taking part, and the record of it");
        await Assertions.Expect(visitor.Page.Locator("form .error")).ToHaveTextAsync(
            [look.Says("不是有效的手机号码", "Guardian's mobile number is not a mobile number")]);
        await Assertions.Expect(visitor.Page.Locator("#again-participation-phone-error")).ToBeVisibleAsync();
        await Assertions.Expect(name).ToHaveValueAsync("李强");
        await Assertions.Expect(phone).ToHaveValueAsync("123");
        await phone.FillAsync("13800138002");
        await visitor.Press("我已阅读并同意：参加志愿服务并留存记录", "I have read this and agree: Taking part, and the record of it");
        await Assertions.Expect(visitor.Page.Locator("#again-participation-error")).ToHaveTextAsync(
            look.Says("与登记的监护人不一致", "Guardian is not the guardian who is registered"));
        await visitor.LookAt("consent-refused");
    }

    [Fact]
    public async Task Refuses_a_correction_of_what_was_corrected_meanwhile()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", await site.Publish("清扫"));
        await visitor.Page.GotoAsync("/me/data");
        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync("/me/data");
        await visitor.Fill("name", "王芳芳");
        await visitor.Press("保存", "Save");
        await visitor.Sees("已保存", "Saved");
        await other.Locator("[name=name]").FillAsync("王方");
        await other.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(other.Locator(".notice.bad")).ToBeVisibleAsync();
        await Assertions.Expect(other.Locator("[name=name]")).ToHaveValueAsync("王方");
        // Whoever presses again does not undo unseen what was corrected.
        await other.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(other.Locator(".notice.bad")).ToBeVisibleAsync();
        await other.GetByRole(AriaRole.Link, new() { Name = "Open it as it stands now" }).ClickAsync();
        await Assertions.Expect(other.Locator("[name=name]")).ToHaveValueAsync("王芳芳");
    }

    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Asks_party_members_for_a_consent_of_their_own_and_takes_it_anew(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Page.GotoAsync("/register?then=/me/data");
        await visitor.Fill("name", "王芳");
        await visitor.Fill("phone", "13800138000");
        await visitor.Page.SelectOptionAsync("[name=areaCode]", Site.Community);
        await visitor.Fill("partyMember.unitName", "平城区教育局");
        await visitor.Page.CheckAsync("[name='consent.version']");
        await visitor.Press("注册", "Register");
        await Assertions.Expect(visitor.Page.Locator("#check-partyConsent-error")).ToBeVisibleAsync();
        await visitor.LookAt("register-party-refused");
        await visitor.Page.CheckAsync("[name=partyConsent]");
        await visitor.Press("注册", "Register");

        await visitor.Confirm("撤回：党员身份", "Withdraw: Being a party member");
        await visitor.Sees("您已撤回登记党员身份的同意", "You withdrew the consent to this");
        await Assertions.Expect(visitor.Page.Locator("[name='partyMember.unitName']")).ToHaveValueAsync("");
        await visitor.Fill("partyMember.unitName", "平城区教育局");
        await visitor.Press("保存", "Save");
        await Assertions.Expect(visitor.Page.Locator("#group-partyMember-error")).ToContainTextAsync(
            look.Says("本人已撤回登记党员身份的同意", "is not kept: the consent to it was withdrawn"));
        await visitor.LookAt("my-data-party-refused");
        await visitor.Press("我已阅读并同意：党员身份", "I have read this and agree: Being a party member");
        await visitor.Fill("partyMember.unitName", "平城区教育局");
        await visitor.Press("保存", "Save");
        await visitor.Sees("已保存", "Saved");
        await Assertions.Expect(visitor.Page.Locator("[name='partyMember.unitName']")).ToHaveValueAsync("平城区教育局");
        await visitor.LookAt("my-data-party");
    }

    [Fact]
    public async Task Takes_a_correction_that_is_sent_twice_for_one()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.EnglishDesk);
        await visitor.Register("13800138000", await site.Publish("清扫"));
        foreach (var page in (IPage[])[visitor.Page, await visitor.Page.Context.NewPageAsync()])
            await page.GotoAsync("/me/data");
        foreach (var page in visitor.Page.Context.Pages)
        {
            await page.Locator("[name=name]").FillAsync("王芳芳");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync("Saved.");
        }
    }

    [Fact]
    public async Task Deletes_nobody_who_does_not_say_so()
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, Look.DarkEnglishPhoneWithoutScripts);
        await visitor.Register("13800138000", await site.Publish("清扫"));
        await visitor.Page.GotoAsync("/me/data");
        await visitor.Page.Locator("[name=confirm]").EvaluateAsync("box => box.required = false");
        await visitor.Press("永久删除", "Delete for good");
        await Assertions.Expect(visitor.Page.Locator(".notice.bad")).ToBeVisibleAsync();
        await visitor.Sees("必填", "This is required");
        await visitor.LookAt("delete-refused");
        await visitor.Page.GotoAsync("/me");
        await visitor.Sees("王芳", "王芳");
    }
}
