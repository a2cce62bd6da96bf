using Outreach.Web.Texts;

namespace Outreach.Web.Shell;

/// <summary>All that one page shows, and the component that shows it.</summary>
/// <param name="Component">A <see cref="Page{TView}"/> of this view.</param>
public abstract record PageView(Type Component)
{
    public abstract Bilingual Title { get; }

    /// <summary>Where the page is found when it is shown for a form that was posted elsewhere; null where it was asked for itself.</summary>
    public virtual string? Path => null;

    /// <summary>The script that makes the page pleasant; it works without.</summary>
    public virtual string? Script => null;

    /// <summary>After how many seconds the page comes anew where scripts do not run; null for never.</summary>
    public virtual int? ReloadSeconds => null;

    /// <summary>What went wrong with what was sent; null on a page that was just opened.</summary>
    public Notice? Notice { get; init; }
}

/// <summary>A refusal as people read it.</summary>
/// <param name="Errors">What is wrong, by the name of the field.</param>
public sealed record Notice(string Title, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    /// <summary>Whether somebody else changed meanwhile what the form was made from: it is not taken before it was looked at again.</summary>
    public bool IsStale { get; init; }

    /// <summary>What stands in fields that want a number and hold none, so that it stands there again.</summary>
    public IReadOnlyDictionary<string, string> Unread { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with a field; empty where nothing is. Of a list each line is told by its number, from 1.</summary>
    public IEnumerable<string> Of(string field, Language language) => Errors
        .Where(error => error.Key == field || error.Key.StartsWith(field + '[', StringComparison.Ordinal))
        .SelectMany(error => error.Value, (error, text) => LineOf(error.Key[field.Length..]) is { } line
            ? Display.Labelled(language == Language.English ? $"{line}" : $"第 {line} 行", text, language)
            : text);

    private static int? LineOf(string index) =>
        index.IndexOf(']', StringComparison.Ordinal) is > 1 and var end && int.TryParse(index.AsSpan(1, end - 1), out var at) ? at + 1 : null;
}
