using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;

namespace Outreach.Functions.Territory;

public sealed record AreaAnswer(string Code, string Name, [OneOf<AreaLevel>] string Level, string? Parent)
{
    public static AreaAnswer Of(Area area) => new(area.Code.Value, area.Name, Kebab.Of(area.Code.Level), area.Code.Parent?.Value);
}

public sealed record AreasAnswer(IReadOnlyList<AreaAnswer> Items, string? Continuation);

[JsonSerializable(typeof(AreaRow[]))]
[JsonSerializable(typeof(AreaAnswer))]
[JsonSerializable(typeof(AreasAnswer))]
[JsonSerializable(typeof(ImportAreasAnswer))]
internal sealed partial class AreasJson : JsonSerializerContext
{
    public static readonly AreasJson Contract = new(ContractJson.Options);
}
