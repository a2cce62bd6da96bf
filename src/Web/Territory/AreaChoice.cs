namespace Outreach.Web.Territory;

/// <param name="Depth">0 for the district, 1 for a street, 2 for a community.</param>
public sealed record AreaChoice(string Code, string Name, int Depth);
