using System.Collections.Frozen;
using System.Reflection;
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
}

internal static class PagesOfApp
{
    private static readonly FrozenDictionary<string, PageAttribute> Pages = typeof(PagesOfApp).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<PageAttribute>() is not null)
        .ToFrozenDictionary(method => method.GetCustomAttribute<FunctionAttribute>()!.Name, method => method.GetCustomAttribute<PageAttribute>()!);

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
}
