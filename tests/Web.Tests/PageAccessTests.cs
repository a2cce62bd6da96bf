using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Tests;

namespace Outreach.Web.Tests;

/// <summary>Every page, asked for by everybody who may not have it.</summary>
public sealed partial class PageAccessTests(AzuriteFixture azurite)
{
    private static readonly IReadOnlyList<(MethodInfo Method, AccessAttribute Rule, string Verb, string Path)> Pages =
    [
        .. typeof(PageAttribute).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<PageAttribute>() is not null)
            .Select(method => (method, method.GetCustomAttribute<AccessAttribute>()!, TriggerOf(method)))
            .Select(x => (x.method, x.Item2, x.Item3.Methods![0], "/" + Parameter().Replace(x.Item3.Route!.TrimStart('/'), "a1"))),
    ];

    [Fact]
    public async Task Leads_who_is_not_signed_in_to_the_sign_in()
    {
        await using var site = await Site.Start(azurite);
        Assert.True(Pages.Count > 60, $"{Pages.Count} pages");
        foreach (var (method, rule, verb, path) in Pages.Where(page => page.Rule is not AnyoneAttribute))
        {
            using var answer = await site.AskAs(null, verb, path);
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{verb} {path}: {(int)answer.StatusCode}");
            Assert.StartsWith("/sign-in?then=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Refuses_whoever_lacks_the_role_that_a_page_is_for()
    {
        await using var site = await Site.Start(azurite);
        var roles = Enum.GetValues<Role>();
        var callers = new List<(Role? Role, string Token)> { (null, await site.Token(await site.StaffCode("13800138000", "王芳", null))) };
        foreach (var role in roles)
            callers.Add((role, await site.Token(await site.StaffCode($"1380013801{(int)role}", "李强", Kebab.Of(role)))));

        foreach (var (_, rule, verb, path) in Pages)
        {
            if (rule is not StaffAttribute staff)
                continue;
            foreach (var (role, token) in callers.Where(caller => caller.Role != staff.Role && caller.Role != Role.Admin))
            {
                using var answer = await site.AskAs(token, verb, path);
                Assert.True(
                    answer.StatusCode == HttpStatusCode.Forbidden,
                    $"{verb} {path} for {role?.ToString() ?? "a volunteer"}: {(int)answer.StatusCode}");
            }
        }
    }

    private static HttpTriggerAttribute TriggerOf(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
