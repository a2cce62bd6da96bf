using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Bench;

/// <summary>An activity that took place, and who was there.</summary>
internal sealed record HeldActivity(Activity Header, IReadOnlyList<AttendanceFact> Attendances);

/// <summary>
/// A district's month: activities of all communities, each with people of whom most live there and some anywhere, a quarter of them party
/// members of a few units. Always the same for the same month and size.
/// </summary>
/// <param name="peopleEach">Up to about 300: a community has 200 residents, and one in five comes from elsewhere.</param>
internal sealed class MadeUpMonth(Month month, IReadOnlyList<AreaCode> communities, int activities, int peopleEach)
{
    private const int ResidentsPerCommunity = 200;
    private const int FromElsewherePercent = 20;
    private const int PartyMemberEvery = 4;
    private const int Units = 40;

    private static readonly string[] Categories = ["waste-sorting", "home-visit", "safety-inspection", "fraud-prevention", "city-upkeep"];

    /// <summary>Nine in the morning of the first day.</summary>
    private readonly DateTimeOffset _first = CivilTime.StartOf(month.Start).AddHours(9);

    /// <summary>The month of the benches that need no more than one.</summary>
    public static Month March { get; } = Month.Parse("2026-03").Must();

    public IEnumerable<HeldActivity> Make()
    {
        var random = new Random(140213);
        for (var i = 0; i < activities; i++)
            yield return Hold(i, random);
    }

    /// <summary>Who may come: the same resident of a community in every activity.</summary>
    public Participant Resident(int community, int number)
    {
        var dense = (community * ResidentsPerCommunity) + number;
        var isPartyMember = dense % PartyMemberEvery == 0;
        return new Participant(Crowd.IdOf(dense), (uint)dense, communities[community], isPartyMember ? UnitOf(dense) : null, isPartyMember);
    }

    private HeldActivity Hold(int i, Random random)
    {
        var startsAt = _first.AddHours(i % 28 * 24).AddMinutes(i % 7 * 30);
        var community = i % communities.Count;
        var draft = Drafts.Activity(communities[community], startsAt) with { Category = Categories[i % Categories.Length] };
        var header = new Activity(IdOf(i), ActivityPlanning.Check(draft).Must(), ActivityStatus.Published, Crowd.Organiser, startsAt);
        var present = new Dictionary<PersonId, AttendanceFact>();
        while (present.Count < peopleEach)
        {
            var home = random.Next(100) < FromElsewherePercent ? random.Next(communities.Count) : community;
            var who = Resident(home, random.Next(ResidentsPerCommunity));
            present[who.Person] = Attendance(who, startsAt, random.Next(60, 180));
        }

        return new HeldActivity(header, [.. present.Values]);
    }

    private static AttendanceFact Attendance(Participant who, DateTimeOffset startsAt, int minutes) => new(
        who, startsAt, AttendanceMethod.Code, startsAt.AddMinutes(minutes), AttendanceMethod.Code, startsAt, who.Person);

    private ActivityId IdOf(int i) => ActivityId.Parse($"{((month.Start.DayNumber % 10_000 * 10_000L) + i) * 7919:x}").Must();

    private static UnitCode UnitOf(int dense)
    {
        var code = $"11140213MBYYYY0{dense / PartyMemberEvery % Units:D2}";
        return UnitCode.Parse(code + UnitCode.CheckOf(code)).Must();
    }
}
