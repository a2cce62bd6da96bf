namespace Outreach.Domain.Participation;

/// <summary>By what figures are kept. Categories are told apart within each.</summary>
public enum Dimension
{
    /// <summary>The area that organised.</summary>
    Area,

    /// <summary>The area where the people live or report to, wherever they took part.</summary>
    Home,

    /// <summary>The party members' unit.</summary>
    Unit,
}
