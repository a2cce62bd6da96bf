using Outreach.Domain.Activities;
using Outreach.Domain.Territory;

namespace Outreach.Bench.Load;

/// <summary>Who and what there is in the district by now; it grows while a step is prepared, and stands still while one runs.</summary>
internal sealed class BusyPlaces(IReadOnlyList<AreaCode> communities)
{
    public IReadOnlyList<AreaCode> Communities { get; } = communities;

    public AreaCode District { get; } = communities[0].District;

    /// <summary>Who may organise in all of the district.</summary>
    public List<Member> Organisers { get; } = [];

    /// <summary>Who comes back again and again: they look, and sign up for a day after the other.</summary>
    public List<Member> People { get; } = [];

    /// <summary>Activities that people check in to now.</summary>
    public List<ActivityId> Doors { get; } = [];

    /// <summary>Those, and the ones of the days to come.</summary>
    public List<ActivityId> Activities { get; } = [];

    /// <summary>When the activities began that are over by now.</summary>
    public DateTimeOffset PastStart { get; } = TimeProvider.System.GetUtcNow().AddHours(-5);
}
