using Outreach.Web.Texts;

namespace Outreach.Web.Shell;

/// <summary>A page in place of the one that was asked for.</summary>
/// <param name="TraceId">What the log knows the call by.</param>
public sealed record ProblemView(string Says, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string TraceId)
    : PageView(typeof(ProblemPage))
{
    public override Bilingual Title => new("没有成功", "That did not work");
}
