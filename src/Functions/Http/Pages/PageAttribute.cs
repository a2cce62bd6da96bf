using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Outreach.Functions.Http.Pages;

/// <summary>
/// A function that a browser calls and that answers with a page (docs/adr/0021): its caller is signed in by cookie, what it is posted has
/// to come from a form of this site, and a refusal of it is a page too. It is no part of <c>openapi.json</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PageAttribute : Attribute
{
    /// <summary>The largest form in bytes that may be posted to it.</summary>
    public int LargestForm { get; init; } = Body.Largest;

    /// <summary>The path of the page on which the form stands that is posted to it; null for the nearest page, there or above.</summary>
    public string? FormOn { get; init; }
}

internal static partial class PagesOfApp
{
    private static readonly ImmutableArray<MethodInfo> Methods =
    [
        .. typeof(PagesOfApp).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<PageAttribute>() is not null),
    ];

    private static readonly FrozenDictionary<string, PageAttribute> Pages = Methods
        .ToFrozenDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, method => method.GetCustomAttribute<PageAttribute>()!);

    private static readonly ImmutableArray<Regex> Shown =
    [
        .. Methods.SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>().Where(trigger => trigger.Methods!.Contains("get"))
            .Select(trigger => new Regex($"^/{Parameter().Replace(trigger.Route!.TrimStart('/'), "[^/]+")}$", RegexOptions.IgnoreCase)),
    ];

    private static readonly object Key = new();

    /// <summary>Notes that a request is for a page, where the function is one.</summary>
    public static void Note(string function, HttpContext context)
    {
        if (Pages.TryGetValue(function, out var page))
            context.Items[Key] = page;
    }

    /// <summary>The largest form that may be posted to the page that a request is for.</summary>
    public static int LargestForm(this HttpContext context) => ((PageAttribute)context.Items[Key]!).LargestForm;

    public static bool IsForPage(this HttpContext context) => context.Items.ContainsKey(Key);

    /// <summary>The page on which the form stood that was posted, in its own path; null where there is none.</summary>
    public static string? PageOfForm(this HttpContext context)
    {
        if (((PageAttribute)context.Items[Key]!).FormOn is { } page)
            return page;
        var request = context.Request;
        var path = request.Path.ToUriComponent();
        for (var at = path; at.Length > 1; at = at[..at.LastIndexOf('/')])
        {
            if (Shown.Any(route => route.IsMatch(at)))
                return at == path ? at + request.QueryString : at;
        }

        return null;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
