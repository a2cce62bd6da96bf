namespace Outreach.LocalHost.Functions;

/// <summary>A function and what triggers it, for lists and for tests that walk all functions.</summary>
public sealed record FunctionDescription(string Name, TriggerKind Trigger)
{
    /// <summary>The path of an HTTP function with the route prefix and without a leading slash.</summary>
    public string? Route { get; init; }

    /// <summary>The methods of an HTTP function in capitals; empty means every method.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>Which key an HTTP function asks for: Anonymous, Function or Admin.</summary>
    public KeyLevel? Level { get; init; }

    public string? Queue { get; init; }

    public string? Schedule { get; init; }
}

/// <summary>The key that a caller must show, by the name of the attribute's AuthorizationLevel.</summary>
public enum KeyLevel
{
    Anonymous,
    Function,
    Admin,
}
