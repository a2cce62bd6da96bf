using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Activities;

/// <summary>An activity as its organisers run it.</summary>
/// <param name="People">In the order of the list; who came without a sign-up last.</param>
public sealed record OrganiseView(
    Activity Activity, string Organiser, LiveParticipation Live, IReadOnlyList<PersonLine> People) : PageView(typeof(OrganisePage))
{
    public override Bilingual Title => new(Activity.Plan.Title, Activity.Plan.Title);

    public override string Path => $"/organise/{Activity.Id}";
}

/// <param name="Name">Null where nobody is left behind the id.</param>
/// <param name="Position">The place in the waiting list, from 1; null for who does not wait.</param>
public sealed record PersonLine(string Id, string? Name, string? VolunteerNumber, int? Position, LivePerson Live);
