using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Attendance;

namespace Outreach.Bench.Load;

/// <summary>Somebody, and the activity that they have to do with.</summary>
internal sealed record Part(Member Member, ActivityId Activity);

/// <summary>
/// The people and activities that calls are about, and each next call. Who may do what next follows from what was answered: who signed up may
/// cancel, who checked in may check out. One generator at a time asks for calls, answers come in side by side.
/// </summary>
internal sealed class BusyDistrict(Uri address, BusyPlaces places, CheckInCodes codes, Random random)
{
    private int _registered;

    /// <summary>Who holds or awaits a place on an activity of a later day, and may give it back.</summary>
    public ConcurrentQueue<Part> SignedUp { get; } = [];

    /// <summary>Who is expected at a door now.</summary>
    public ConcurrentQueue<Part> Expected { get; } = [];

    /// <summary>Who has checked in and may leave.</summary>
    public ConcurrentQueue<Part> Inside { get; } = [];

    /// <summary>Who will sign up, and for what.</summary>
    public ConcurrentQueue<Part> Undecided { get; } = [];

    /// <summary>Codes that sign somebody in, once.</summary>
    public ConcurrentQueue<string> OneTimeCodes { get; } = [];

    /// <summary>Roll calls that are to be taken, of activities that are over.</summary>
    public ConcurrentQueue<(ActivityId Activity, Member[] People)> RollCalls { get; } = [];

    public Call Area() => Get($"areas/{Of(places.Communities)}");

    public Call Areas() => Get($"areas?parent={places.District}");

    public Call Activities() => Get($"activities?area={Of(places.Communities).Parent}&open=true");

    public Call Activity() => Get($"activities/{Of(places.Activities)}");

    public Call Me() => Get("me", Of(places.People));

    public Call OwnRecord()
    {
        var member = Of(places.People);
        return Get($"people/{member.Id}/record", member);
    }

    public Call DoorCode() => Get($"activities/{Of(places.Doors)}/check-in-code?kind=in", Of(places.Organisers));

    public Call LiveParticipation() => Get($"activities/{Of(places.Doors)}/participation", Of(places.Organisers));

    public Call DistrictPage() => Get($"areas/{places.District}/participation", Of(places.Organisers));

    public Call Register()
    {
        var volunteer = new { name = "王芳", phone = NewPhone(), areaCode = Of(places.Communities).Value, consent = new { version = "bench" } };
        return new Call(Post("volunteers", JsonContent.Create(volunteer)));
    }

    public Call RegisterByForm()
    {
        var volunteer = new Dictionary<string, string>
        {
            ["name"] = "王芳",
            ["phone"] = NewPhone(),
            ["areaCode"] = Of(places.Communities).Value,
            ["consent.version"] = "bench",
        };
        return new Call(Post("volunteers", new FormUrlEncodedContent(volunteer)));
    }

    public Call? SignIn() =>
        OneTimeCodes.TryDequeue(out var code) ? new Call(Post("sessions/one-time", JsonContent.Create(new { code }))) : null;

    public Call? SignUp() => Undecided.TryDequeue(out var part)
        ? new Call(Post($"activities/{part.Activity}/sign-ups", JsonContent.Create(new { }), part.Member), () => SignedUp.Enqueue(part))
        : null;

    public Call? Cancel() => SignedUp.TryDequeue(out var part)
        ? new Call(Request(HttpMethod.Delete, $"activities/{part.Activity}/sign-ups/me", part.Member))
        : null;

    public Call? CheckIn() => Expected.TryDequeue(out var part) ? CheckIn(part) : null;

    public Call CheckIn(Part part) => AtDoor("check-ins", part, CheckInKind.In, () => Inside.Enqueue(part));

    public Call? CheckOut() => Inside.TryDequeue(out var part) ? AtDoor("check-outs", part, CheckInKind.Out) : null;

    public Call? RollCall()
    {
        if (!RollCalls.TryDequeue(out var taken))
            return null;
        var (cameAt, leftAt) = (places.PastStart, places.PastStart.AddHours(1));
        var lines = taken.People.Select(member => new { personId = member.Id.Value, checkedInAt = cameAt, checkedOutAt = leftAt });
        return new Call(Post($"activities/{taken.Activity}/attendance", JsonContent.Create(lines), Of(places.Organisers)));
    }

    public Call Create(ActivityDraft draft) => new(Post("activities", JsonContent.Create(draft), places.Organisers[0]));

    public Call Publish(ActivityId activity) => new(Request(HttpMethod.Post, $"activities/{activity}/publish", places.Organisers[0]));

    /// <summary>A request to the host, by somebody or by anyone.</summary>
    private HttpRequestMessage Request(HttpMethod method, string path, Member? by)
    {
        var request = new HttpRequestMessage(method, new Uri(address, "/api/" + path));
        if (by is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", by.Token);
        return request;
    }

    private Call Get(string path, Member? by = null) => new(Request(HttpMethod.Get, path, by));

    private HttpRequestMessage Post(string path, HttpContent body, Member? by = null)
    {
        var request = Request(HttpMethod.Post, path, by);
        request.Content = body;
        return request;
    }

    /// <summary>The code is made when the call is, as who stands at the door reads it there.</summary>
    private Call AtDoor(string path, Part part, CheckInKind kind, Action? done = null)
    {
        var body = JsonContent.Create(new { code = codes.Issue(part.Activity, kind).Value });
        return new Call(Post($"activities/{part.Activity}/{path}", body, part.Member), done);
    }

    private string NewPhone() => $"139{++_registered:D8}".ToString(CultureInfo.InvariantCulture);

    private T Of<T>(IReadOnlyList<T> some) => some[random.Next(some.Count)];
}
