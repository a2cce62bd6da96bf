using Microsoft.Playwright;

namespace Outreach.Web.Tests;

/// <summary>How somebody looks at the site.</summary>
/// <param name="Locale">What the browser asks for, <c>zh-CN</c> or <c>en</c>.</param>
public sealed record Look(string Locale, bool IsPhone, bool IsDark = false, bool HasScripts = true)
{
    public static readonly Look ChinesePhone = new("zh-CN", IsPhone: true);
    public static readonly Look ChineseDesk = new("zh-CN", IsPhone: false);
    public static readonly Look EnglishDesk = new("en", IsPhone: false);
    public static readonly Look DarkChineseDesk = new("zh-CN", IsPhone: false, IsDark: true);
    public static readonly Look DarkEnglishPhoneWithoutScripts = new("en", IsPhone: true, IsDark: true, HasScripts: false);

    public static TheoryData<Look> All => [ChinesePhone, EnglishDesk, DarkChineseDesk, DarkEnglishPhoneWithoutScripts];

    public bool IsEnglish => Locale == "en";

    /// <summary>The one of two texts that is shown.</summary>
    public string Says(string chinese, string english) => IsEnglish ? english : chinese;

    internal BrowserNewContextOptions Options(Uri site) => new()
    {
        BaseURL = site.ToString(),
        Locale = Locale,
        TimezoneId = "Asia/Shanghai",
        ColorScheme = IsDark ? ColorScheme.Dark : ColorScheme.Light,
        JavaScriptEnabled = HasScripts,
        ViewportSize = IsPhone ? new() { Width = 390, Height = 844 } : new() { Width = 1280, Height = 800 },
    };

    public override string ToString() =>
        $"{Locale}-{(IsPhone ? "phone" : "desk")}-{(IsDark ? "dark" : "light")}{(HasScripts ? "" : "-no-scripts")}";
}
