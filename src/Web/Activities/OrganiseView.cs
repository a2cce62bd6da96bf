using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>An activity as its organisers run it.</summary>
/// <param name="People">A part of the list in its order, in which who came without a sign-up is last; or those of it who were sought.</param>
/// <param name="Next">Where the list goes on; null at its end.</param>
/// <param name="MayAmend">Whether hours can be made up and attendances corrected.</param>
public sealed record OrganiseView(
    Activity Activity, string Organiser, LiveParticipation Live, IReadOnlyList<PersonLine> People, string? Next, bool MayAmend)
    : PageView(typeof(OrganisePage))
{
    /// <summary>What was sought in names and volunteer numbers; null where the list is as it is.</summary>
    public string? Sought { get; init; }

    /// <summary>Whether the page shows a part of the list only.</summary>
    public bool IsPartial => People.Count < Live.People.Length;

    public override Bilingual Title => new(Activity.Plan.Title, Activity.Plan.Title);

    public override string Path => $"/organise/{Activity.Id}";
}

/// <param name="Name">Null where nobody is left behind the id.</param>
/// <param name="Position">The place in the waiting list, from 1; null for who does not wait.</param>
public sealed record PersonLine(string Id, string? Name, string? VolunteerNumber, int? Position, LivePerson Live);
