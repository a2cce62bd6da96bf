using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>What people say of themselves beyond what they must, at registration and afterwards.</summary>
public sealed class ParticularsTests(AzuriteFixture azurite, Chromium chromium)
{
    [Theory, MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Gives_sex_services_and_the_community_reported_to_and_corrects_them(Look look)
    {
        await using var site = await Site.Start(azurite);
        await using var visitor = await Visitor.Come(chromium, site, look);
        await visitor.Page.GotoAsync("/register?then=/me/data");
        await visitor.Fill("name", "王芳");
        await visitor.Fill("phone", "13800138000");
        await visitor.Fill("idNumber", "140202199003070027");
        await visitor.Page.SelectOptionAsync("[name=areaCode]", Site.Community);
        await visitor.Page.SelectOptionAsync("[name=sex]", "male");
        await visitor.Page.CheckAsync("[name=categories][value=health]");
        await visitor.Page.CheckAsync("[name=categories][value=mediation]");
        await visitor.Fill("partyMember.unitName", "重熙小学");
        await visitor.Page.SelectOptionAsync("[name='partyMember.homeAreaCode']", Site.Community);
        await visitor.Page.CheckAsync("[name=partyConsent]");
        await visitor.Page.CheckAsync("[name='consent.version']");
        await visitor.Press("注册", "Register");
        await Assertions.Expect(visitor.Page.Locator("#field-sex-error")).ToContainTextAsync(look.Says("身份证", "ID number"));
        await HoldsWhatWasGiven("male");
        await visitor.LookAt("register-sex-refused");

        await visitor.Page.SelectOptionAsync("[name=sex]", "");
        await visitor.Press("注册", "Register");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(site.Address, "/me/data").ToString());
        await HoldsWhatWasGiven("");
        var person = await Export();
        Assert.Equal("female", person["sex"]!.GetValue<string>());
        Assert.Equal(["health", "mediation"], person["categories"]!.AsArray().Select(category => category!.GetValue<string>()));
        Assert.Equal(Site.Community, person["partyMember"]!["homeAreaCode"]!.GetValue<string>());

        await visitor.Page.UncheckAsync("[name=categories][value=health]");
        await visitor.Page.CheckAsync("[name=categories][value=culture]");
        await visitor.Page.SelectOptionAsync("[name='partyMember.homeAreaCode']", "140213066006");
        await visitor.Page.SelectOptionAsync("[name=sex]", "male");
        await visitor.Press("保存", "Save");
        await Assertions.Expect(visitor.Page.Locator("#field-sex-error")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("[name=categories]:checked")).ToHaveCountAsync(2);
        await visitor.Page.SelectOptionAsync("[name=sex]", "female");
        await visitor.Press("保存", "Save");
        await visitor.Sees("已保存", "Saved");
        await visitor.LookAt("my-data-services");
        person = await Export();
        Assert.Equal(["culture", "mediation"], person["categories"]!.AsArray().Select(category => category!.GetValue<string>()));
        Assert.Equal("140213066006", person["partyMember"]!["homeAreaCode"]!.GetValue<string>());

        await using var admin = await Visitor.SignIn(
            chromium, site, look, await site.AdminCode(), $"/manage/people/{person["id"]!.GetValue<string>()}");
        await admin.Sees("文化活动、矛盾调解", "Culture, Mediation");
        await admin.LookAt("managed-person-services");

        async Task HoldsWhatWasGiven(string sex)
        {
            await Assertions.Expect(visitor.Page.Locator("[name=sex]")).ToHaveValueAsync(sex);
            await Assertions.Expect(visitor.Page.Locator("[name=categories][value=health]")).ToBeCheckedAsync();
            await Assertions.Expect(visitor.Page.Locator("[name=categories]:checked")).ToHaveCountAsync(2);
            await Assertions.Expect(visitor.Page.Locator("[name='partyMember.homeAreaCode']")).ToHaveValueAsync(Site.Community);
        }

        async Task<JsonNode> Export() =>
            JsonNode.Parse(await (await visitor.Page.Context.APIRequest.GetAsync("/me/data/export.json")).TextAsync())!["person"]!;
    }
}
