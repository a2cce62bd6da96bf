using Outreach.Web.Texts;

namespace Outreach.Web.Shell;

/// <summary>Who looks at a page, and how.</summary>
/// <param name="Path">Path and query of the page itself: where a switch of the language and a sign-in lead back to.</param>
/// <param name="Site">What the site is called.</param>
/// <param name="IsSignedIn">Whether the browser brought a session that holds.</param>
public sealed record Visit(Language Language, Bilingual Site, string Path, bool IsSignedIn);
