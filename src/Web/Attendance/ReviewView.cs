using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Web.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>Hours added afterwards and corrections of an activity.</summary>
/// <param name="People">Whom something can be entered of.</param>
/// <param name="Amendments">What waits first, then the latest.</param>
/// <param name="Organises">Whether the visitor organises the activity; a reviewer may not.</param>
/// <param name="IsOver">Whether the activity has ended, so that something can be entered.</param>
public sealed record ReviewView(
    Activity Activity, IReadOnlyList<PersonLine> People, IReadOnlyList<AmendmentLine> Amendments, bool Organises, bool IsOver)
    : PageView(typeof(ReviewPage))
{
    /// <summary>Whether more people are on the activity's list.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Which form the notice is about: <c>make-up</c> or <c>correction</c>; null for none.</summary>
    public string? Refused { get; init; }

    public AmendmentForm MakeUp { get; init; } = new();

    public AmendmentForm Correction { get; init; } = new();

    public override Bilingual Title => new("补录与更正", "Hours added, and corrections");

    public override string Path => $"/organise/{Activity.Id}/review";
}

/// <summary>What a form for hours or for a correction holds, as it was sent.</summary>
public sealed record AmendmentForm(
    string? Person = null, int? Minutes = null, string? CheckedInAt = null, string? CheckedOutAt = null, bool Absent = false, string? Reason = null);

/// <param name="Name">Null where nobody is left behind the id.</param>
/// <param name="MayDecide">Whether the visitor is the second person that it takes.</param>
public sealed record AmendmentLine(Amendment Amendment, string? Name, string? EnteredBy, bool MayDecide);

/// <summary>What waits for a reviewer.</summary>
public sealed record ReviewsView(IReadOnlyList<WaitingActivity> Waiting) : PageView(typeof(ReviewsPage))
{
    public override Bilingual Title => new("待审核", "To be reviewed");
}

/// <param name="Count">How much waits on it.</param>
public sealed record WaitingActivity(string Id, string Title, string Organiser, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Count);
