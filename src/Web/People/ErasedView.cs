using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.People;

/// <summary>What somebody sees who was just erased.</summary>
public sealed record ErasedView() : PageView(typeof(ErasedPage))
{
    public override Bilingual Title => new("已删除", "Account deleted");
}
