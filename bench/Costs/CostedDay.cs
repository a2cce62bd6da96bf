using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Attendance;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench.Costs;

/// <summary>Something that is done, by so many people at once.</summary>
/// <param name="Act">Does it for the time of that number, from 0.</param>
internal sealed record CostedCall(string Name, int People, Func<int, Task> Act);

/// <summary>A district's day over HTTP, call by call, in an order in which each finds what it needs.</summary>
internal sealed class CostedDay
{
    /// <summary>Rows that facts may take in a transaction.</summary>
    private const int Group = 98;

    private static readonly AreaCode District = AreaCode.Parse("140213").Must();

    private readonly Stage _stage;
    private readonly Calls _calls;
    private readonly Member[] _people;
    private readonly Member[] _crowd;
    private readonly Member _organiser;
    private readonly Member _reviewer;
    private readonly ActivityId _open;
    private readonly ActivityId _crowded;
    private readonly ActivityId _over;
    private readonly List<string> _drafts = [];
    private readonly List<string> _makeUps = [];

    private CostedDay(Stage stage, Calls calls, Member[] people, Member[] crowd, Member[] staff, ActivityId[] activities)
    {
        (_stage, _calls, _people, _crowd) = (stage, calls, people, crowd);
        (_organiser, _reviewer) = (staff[0], staff[1]);
        (_open, _crowded, _over) = (activities[0], activities[1], activities[2]);
    }

    /// <param name="times">How often each call is made, by others each time.</param>
    public static async Task<CostedDay> Prepare(Stage stage, Calls calls, int times)
    {
        var crowd = new Crowd(stage.Get<PeopleStore>(), stage.Get<SessionStore>(), stage.Communities);
        var (people, many, staff) = (await crowd.Take(times), await crowd.Take(Group * times), await crowd.Take(2));
        await Grant(staff[0], Role.Organiser);
        await Grant(staff[1], Role.Reviewer);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        return new CostedDay(
            stage, calls, people, many, staff,
            [await stage.Publish(times), await stage.Publish(many.Length), await stage.Publish(many.Length, yesterday)]);

        Task Grant(Member member, Role role) =>
            stage.Get<GrantStore>().Give(member.Id, new Grant(role, District), Crowd.Organiser, CancellationToken.None);
    }

    public IEnumerable<CostedCall> Calls =>
    [
        new("register", 1, i => Post(null, "/api/volunteers", Volunteer(i))),
        new("sign in by a one-time code", 1, SignIn),
        new("`GET /api/me`", 1, i => Get(_people[i], "/api/me")),
        new("`GET /api/areas/{code}`", 1, _ => Get(null, $"/api/areas/{_stage.Communities[0]}")),
        new("create an activity", 1, Create),
        new("publish it", 1, i => Post(_organiser, $"/api/activities/{_drafts[i]}/publish")),
        new("list a community's open activities", 1, _ => Get(null, $"/api/activities?area={_stage.Communities[0]}&open=true")),
        new("look at one", 1, _ => Get(null, $"/api/activities/{_open}")),
        new("sign up", 1, i => Post(_people[i], $"/api/activities/{_open}/sign-ups", new { })),
        new("cancel", 1, i => _calls.Ask(HttpMethod.Delete, _people[i], $"/api/activities/{_open}/sign-ups/me")),
        new("sign up again", 1, i => Post(_people[i], $"/api/activities/{_open}/sign-ups", new { })),
        new("check in", 1, i => CheckIn(_people[i], _open, CheckInKind.In)),
        new("check out", 1, i => CheckIn(_people[i], _open, CheckInKind.Out)),
        new("sign up, all at once", Group, i => AllAtOnce(i, who => Post(who, $"/api/activities/{_crowded}/sign-ups", new { }))),
        new("check in, all at once", Group, i => AllAtOnce(i, who => CheckIn(who, _crowded, CheckInKind.In))),
        new("check out, all at once", Group, i => AllAtOnce(i, who => CheckIn(who, _crowded, CheckInKind.Out))),
        new("roll call", Group, RollCall),
        new("batch of a device that was offline", Group, Batch),
        new("make-up time", 1, MakeUp),
        new("its approval", 1, i => Post(_reviewer, $"/api/make-ups/{_makeUps[i]}/approve")),
        new("live participation of 98 × times people", 1, _ => Get(_organiser, $"/api/activities/{_crowded}/participation")),
        new("night, of all of this", 1, _ => _stage.Night()),
        new("the district's page", 1, _ => Get(_organiser, $"/api/areas/{District}/participation")),
        new("a person's record", 1, i => Get(_people[i], $"/api/people/{_people[i].Id}/record")),
        new("their certificate", 1, i => Get(_people[i], $"/api/people/{_people[i].Id}/certificate")),
    ];

    private Task Get(Member? who, string path) => _calls.Ask(HttpMethod.Get, who, path);

    private Task Post(Member? who, string path, object? body = null) => _calls.Ask(HttpMethod.Post, who, path, body);

    private object Volunteer(int i) => new
    {
        name = "张三",
        phone = $"1420{i:D7}",
        areaCode = _stage.Communities[0].Value,
        consent = new { version = "1" },
    };

    private async Task SignIn(int i)
    {
        var code = await _stage.Get<SessionStore>().IssueCode(_people[i].Id, CancellationToken.None);
        await Post(null, "/api/sessions/one-time", new { code = code.Token });
    }

    private async Task Create(int i)
    {
        var startsAt = TimeProvider.System.GetUtcNow().AddDays(1 + i);
        var created = await _calls.Ask(HttpMethod.Post, _organiser, "/api/activities", new
        {
            title = "垃圾不落地,共建文明城",
            category = "waste-sorting",
            organiserArea = _stage.Communities[0].Value,
            venue = new { name = "社区广场" },
            startsAt,
            endsAt = startsAt.AddHours(3),
            audience = "all",
            serviceCounts = true,
        });
        _drafts.Add(created!["id"]!.GetValue<string>());
    }

    private Task CheckIn(Member who, ActivityId activity, CheckInKind kind)
    {
        var code = _stage.Get<CheckInCodes>().Issue(activity, kind).Value;
        return Post(who, $"/api/activities/{activity}/check-{(kind == CheckInKind.In ? "ins" : "outs")}", new { code });
    }

    private Task AllAtOnce(int i, Func<Member, Task> act) => Task.WhenAll(GroupOf(i).Select(act));

    private Task RollCall(int i)
    {
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(-1).AddHours(1));
        var lines = GroupOf(i).Select(who => new { personId = who.Id.Value, checkedInAt = from, checkedOutAt = to });
        return Post(_organiser, $"/api/activities/{_over}/attendance", lines);
    }

    private async Task Batch(int i)
    {
        var activity = await _stage.Publish(Group, TimeProvider.System.GetUtcNow().AddHours(-1));
        var notes = GroupOf(i).Select(
            who => new { activityId = activity.Value, personId = who.Id.Value, kind = "in", at = TimeProvider.System.GetUtcNow() });
        await Post(_organiser, "/api/check-in-batches", new { deviceId = "door", batchId = $"{i}", checkIns = notes });
    }

    private async Task MakeUp(int i)
    {
        var entered = await _calls.Ask(
            HttpMethod.Post, _organiser, $"/api/activities/{_over}/make-up", new { personId = _people[i].Id.Value, minutes = 60, reason = "补录" });
        _makeUps.Add(entered!["id"]!.GetValue<string>());
    }

    private ArraySegment<Member> GroupOf(int i) => new(_crowd, i * Group, Group);
}
