using Microsoft.Extensions.Configuration;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http.Pages;

/// <summary>
/// What the site is called at the top of its pages and on a phone's home screen. Settings: <c>Outreach:SiteName</c> and
/// <c>Outreach:SiteNameEnglish</c> (Pingcheng's where they are not set).
/// </summary>
public sealed class SiteName(IConfiguration configuration)
{
    public Bilingual Text { get; } = new(
        configuration.Text("Outreach:SiteName") ?? "平城区志愿服务", configuration.Text("Outreach:SiteNameEnglish") ?? "Outreach Pingcheng");
}
