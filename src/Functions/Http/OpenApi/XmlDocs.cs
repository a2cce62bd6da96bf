using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Outreach.Functions.Http.OpenApi;

/// <summary>
/// The summaries and parameter descriptions of the source, from the files that the compiler writes beside the assemblies: what a
/// function and a member mean is said once. A deployment that leaves the files out has a document without these words.
/// </summary>
internal static partial class XmlDocs
{
    private static readonly FrozenDictionary<string, XElement> Types = new[] { typeof(XmlDocs).Assembly, typeof(Domain.Refusal).Assembly }
        .Select(assembly => Path.ChangeExtension(assembly.Location, ".xml"))
        .Where(File.Exists)
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .Where(member => member.Attribute("name")!.Value.StartsWith("T:Outreach.", StringComparison.Ordinal))
        .ToFrozenDictionary(member => member.Attribute("name")!.Value[2..]);

    /// <summary>The summary of a type.</summary>
    public static string? Of(Type type) => Find(type)?.Element("summary") is { } summary ? Text(summary) : null;

    /// <summary>What a record says of one of its positional members.</summary>
    public static string? Of(MemberInfo member) =>
        Find(member.DeclaringType!)?.Elements("param").FirstOrDefault(e => e.Attribute("name")?.Value == member.Name) is { } param
            ? Text(param)
            : null;

    private static XElement? Find(Type type) => Types.GetValueOrDefault(type.FullName!.Replace('+', '.'));

    private static string Text(XElement element) => Space().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Attribute("langword")?.Value}`",
        XElement { Name.LocalName: "paramref" } parameter => $"`{parameter.Attribute("name")?.Value}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => Text(other),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
