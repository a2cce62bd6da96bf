using Outreach.Domain.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Participation;

/// <summary>What a volunteer's own page shows.</summary>
/// <param name="Star">How many stars the time is worth.</param>
/// <param name="Times">On how many activities the person served.</param>
/// <param name="ToCome">Places, waiting places and offers that lapsed, in order of the start.</param>
/// <param name="Unrecorded">Activities that are over without anybody having recorded whether the volunteer came.</param>
/// <param name="Organises">Whether the person runs activities of some area.</param>
/// <param name="Reviews">Whether the person decides about what organisers of some area enter.</param>
/// <param name="HasBoard">Whether the person has a role on some area, and so its board.</param>
/// <param name="Manages">Whether the person looks after people, or reads the audit log, of some area.</param>
public sealed record MyRecordView(
    string Name, string VolunteerNumber, string Area, string? PhoneMasked,
    long CreditMinutes, long MakeUpMinutes, int Star, int Times,
    IReadOnlyList<PlaceLine> ToCome, IReadOnlyList<PlaceLine> Unrecorded, IReadOnlyList<ServiceLine> Services,
    bool Organises, bool Reviews, bool HasBoard, bool Manages) : PageView(typeof(MyRecordPage))
{
    public override Bilingual Title => new("我的记录", "My record");
}

/// <param name="IsMakeUp">Entered afterwards and approved, not by the person's own check-in and check-out.</param>
public sealed record ServiceLine(string ActivityId, string Title, DateOnly Date, string Organiser, long Minutes, bool IsMakeUp, bool IsLate);

/// <summary>A sign-up of the visitor's.</summary>
/// <param name="IsCalledOff">The activity will not take place.</param>
/// <param name="IsOpen">Whether one may sign up for it now.</param>
public sealed record PlaceLine(
    string ActivityId, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Venue, Place Place, bool IsCalledOff,
    bool IsOpen);
