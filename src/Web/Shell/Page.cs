using Microsoft.AspNetCore.Components;
using Outreach.Web.Texts;

namespace Outreach.Web.Shell;

/// <summary>A component that speaks the visitor's language.</summary>
public abstract class Spoken : ComponentBase
{
    [CascadingParameter]
    public required Visit Visit { get; set; }

    protected Language Language => Visit.Language;

    protected string T(string chinese, string english) => Language == Language.English ? english : chinese;

    /// <summary>What somebody is called of whom perhaps nobody is left behind the id.</summary>
    protected string NameOf(string? name) => name ?? T("（已注销）", "(account deleted)");

    /// <summary>
    /// What is wrong with a field; empty where nothing is. English sentences begin with its label, Chinese ones stand by themselves.
    /// </summary>
    protected string ErrorOf(string name, string label, Notice? notice) =>
        Display.Several(notice?.Of(name, Language) ?? [], Language) is { Length: > 0 } error ? T(error, $"{label} {error}") : "";
}

/// <summary>What stands between the header and the footer for one kind of view.</summary>
public abstract class Page<TView> : Spoken
    where TView : PageView
{
    [Parameter, EditorRequired]
    public required TView View { get; set; }
}
