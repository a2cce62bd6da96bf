using Outreach.Web.Texts;

namespace Outreach.Web.Shell;

/// <summary>A page in place of the one that was asked for.</summary>
/// <param name="TraceId">What the log knows the call by.</param>
/// <param name="Wanted">The page that was asked for; where a form was posted, the one to begin with.</param>
public sealed record ProblemView(string Says, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string TraceId, string Wanted)
    : PageView(typeof(ProblemPage))
{
    public override string Path => Wanted;

    public override Bilingual Title => new("没有成功", "That did not work");
}
