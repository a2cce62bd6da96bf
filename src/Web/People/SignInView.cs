using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.People;

/// <summary>The way in by a one-time code.</summary>
/// <param name="Then">Where to go on afterwards: a path of this site.</param>
public sealed record SignInView(string Then) : PageView(typeof(SignInPage))
{
    /// <summary>Whether what the visitor sent came to nothing, since they were not signed in any more.</summary>
    public bool LostForm { get; init; }

    public override Bilingual Title => new("登录", "Sign in");

    public override string Script => "sign-in.js";
}
