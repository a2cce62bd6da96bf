using Outreach.Domain.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>One activity as a visitor sees it.</summary>
/// <param name="Free">Places that nobody holds or is offered, where there are posts at any of them; null where there is no limit.</param>
/// <param name="FreeByPost">The same for each post alone.</param>
/// <param name="Waiting">How many wait for a place.</param>
/// <param name="Mine">What the visitor has on it; null for nothing, and for who is not signed in.</param>
/// <param name="Visited">When the visitor came and left; null for who was not there.</param>
/// <param name="IsOpen">Whether one may sign up now.</param>
/// <param name="IsOver">Whether it has ended, or was closed.</param>
public sealed record ActivityView(
    Activity Activity,
    string Organiser,
    int? Free,
    IReadOnlyDictionary<string, int> FreeByPost,
    int Waiting,
    Place? Mine,
    Visited? Visited,
    bool IsOpen,
    bool IsOver) : PageView(typeof(ActivityPage))
{
    /// <summary>Whether nobody recorded that the visitor came, and hours may be missing for it.</summary>
    public bool IsUnrecorded { get; init; }

    /// <summary>Until when a place was held for the visitor, who did not take it and has none since; null for everybody else.</summary>
    public DateTimeOffset? LapsedAt { get; init; }

    /// <summary>The time that was added for the visitor afterwards, and counts.</summary>
    public long MakeUpMinutes { get; init; }

    /// <summary>The post that was chosen in a form that was refused.</summary>
    public string? Post { get; init; }

    public override Bilingual Title => new(Activity.Plan.Title, Activity.Plan.Title);

    public override string Path => $"/activities/{Activity.Id}";
}

/// <param name="Minutes">The time that is credited so far.</param>
public sealed record Visited(DateTimeOffset CheckedInAt, DateTimeOffset? CheckedOutAt, long Minutes);
