namespace Outreach.Web.Shell;

/// <summary>What the control of a field says of itself, so that whoever cannot see the field hears its hint and what is wrong with it.</summary>
/// <param name="DescribedBy">The ids of the hint and the error; null where there is neither.</param>
/// <param name="Invalid">As the attribute says it; null where nothing is wrong.</param>
public sealed record FieldState(string? DescribedBy, string? Invalid);
