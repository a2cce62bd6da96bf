using System.Collections.Immutable;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Participation;

/// <summary>Stars for time given: one for each threshold that is reached.</summary>
/// <param name="Hours">The hours of each star, ascending.</param>
public sealed record Stars(ImmutableArray<int> Hours)
{
    /// <summary>The thresholds of the community-volunteer rules, Art 18; cities differ, so a setting replaces them.</summary>
    public static readonly Stars Default = new([100, 300, 600, 1000, 1500]);

    public int Of(ServiceMinutes minutes) => Hours.Count(hours => minutes.Value >= hours * 60L);
}
