using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench.Load;

/// <summary>
/// Sees to it before a step that whoever comes in it finds what they come for. People and sign-in codes are written as registration leaves
/// them; activities and sign-ups go over HTTP, so that the host under load is the one that made them.
/// </summary>
internal sealed class Preparation(Ground ground, Uri address, BusyPlaces places, BusyDistrict district, Scale scale) : IDisposable
{
    private const int Organisers = 20;
    private const int People = 2000;
    private const int Clients = 32;
    private const int PeopleOfDoor = 60;
    private const int PeopleOfLaterDay = 200;
    private const int PlacesOfLaterDay = 150; // The others wait, so that who cancels frees a place for somebody.
    private const int LinesOfRollCall = 5;
    private const int RollCallsOfActivity = 20;

    /// <summary>So many have signed up, or are inside, before anybody cancels or leaves: chance may send these ahead of those.</summary>
    private const int Ahead = 100;

    private const int FewestAhead = 10;

    private readonly Calls _calls = new(address);
    private readonly HttpClient _http = new();
    private readonly Crowd _crowd = new(ground.Get<PeopleStore>(), ground.Get<SessionStore>(), ground.Communities);
    private int _nextSignUp;
    private int _nextRollCall;

    public async Task Begin()
    {
        places.Organisers.AddRange(await _crowd.Take(Organisers));
        var grants = ground.Get<GrantStore>();
        foreach (var organiser in places.Organisers)
            await grants.Give(organiser.Id, new Grant(Role.Organiser, places.District), Crowd.Organiser, CancellationToken.None);
        places.People.AddRange(await _crowd.Take(scale.Of(People, PeopleOfLaterDay)));
    }

    public async Task For(IReadOnlyList<Arrival> arrivals)
    {
        int Count(Errand errand) => arrivals.Count(arrival => arrival.Errand == errand);
        int Missing(int there) => Math.Max(0, scale.Of(Ahead, FewestAhead) - there);
        await Doors(Count(Mix.CheckIn), Missing(district.Inside.Count));
        var ahead = Missing(district.SignedUp.Count);
        await LaterDays(Count(Mix.SignUp) + ahead);
        await SignUp(ahead);
        await RollCalls(Count(Mix.RollCall));
        await Codes(Count(Mix.SignIn));
    }

    public void Dispose()
    {
        _calls.Dispose();
        _http.Dispose();
    }

    /// <summary>People who each are expected at a door once, and some who have come already.</summary>
    private async Task Doors(int expected, int inside)
    {
        var people = await _crowd.Take(expected + inside);
        var doors = await Publish((people.Length + PeopleOfDoor - 1) / PeopleOfDoor, TimeProvider.System.GetUtcNow().AddMinutes(10), null);
        places.Doors.AddRange(doors);
        Part[] parts = [.. people.Select((member, i) => new Part(member, doors[i % doors.Length]))];
        await SignUp(parts);
        foreach (var part in parts[inside..])
            district.Expected.Enqueue(part);
        foreach (var part in parts[..inside])
            await Make(district.CheckIn(part));
    }

    /// <summary>Activities of a day after the other, each of which everybody signs up for once: nobody's overlap.</summary>
    private async Task LaterDays(int signUps)
    {
        var (people, ofDay) = (places.People, Array.Empty<ActivityId>());
        for (var i = 0; i < signUps; i++, _nextSignUp++)
        {
            var (day, person) = Math.DivRem(_nextSignUp, people.Count);
            if (person == 0 || ofDay.Length == 0)
                ofDay = await Publish(people.Count / PeopleOfLaterDay, TimeProvider.System.GetUtcNow().AddDays(day + 1), PlacesOfLaterDay);
            district.Undecided.Enqueue(new Part(people[person], ofDay[person % ofDay.Length]));
        }
    }

    private async Task SignUp(int ahead)
    {
        for (var i = 0; i < ahead; i++)
            await Make(district.SignUp()!);
    }

    private async Task RollCalls(int count)
    {
        ActivityId? activity = null;
        for (var i = 0; i < count; i++, _nextRollCall++)
        {
            if (i % RollCallsOfActivity == 0)
                activity = (await Publish(1, places.PastStart, null))[0];
            var lines = Enumerable.Range(_nextRollCall * LinesOfRollCall, LinesOfRollCall).Select(line => places.People[line % places.People.Count]);
            district.RollCalls.Enqueue((activity!, [.. lines]));
        }
    }

    private Task Codes(int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, token) =>
    {
        var code = await ground.Get<SessionStore>().IssueCode(places.People[i % places.People.Count].Id, token);
        district.OneTimeCodes.Enqueue(code.Token);
    });

    private Task SignUp(Part[] parts) =>
        _calls.Post([.. parts.Select(part => (part.Member, $"/api/activities/{part.Activity}/sign-ups", "{}"u8.ToArray()))], Clients);

    /// <summary>Activities of communities in turn, entered and published by an organiser.</summary>
    private async Task<ActivityId[]> Publish(int count, DateTimeOffset startsAt, int? capacity)
    {
        var published = new ActivityId[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (i, _) =>
        {
            var community = places.Communities[(places.Activities.Count + i) % places.Communities.Count];
            var draft = Drafts.Activity(community, startsAt) with { Capacity = capacity };
            var created = await Make(district.Create(draft));
            published[i] = ActivityId.Parse(created["id"]!.GetValue<string>()).Must();
            await Make(district.Publish(published[i]));
        });
        if (startsAt > places.PastStart)
            places.Activities.AddRange(published);
        return published;
    }

    private async Task<JsonObject> Make(Call call)
    {
        using var response = await _http.SendAsync(call.Request);
        var body = await response.Content.ReadFromJsonAsync<JsonObject>();
        if (!response.IsSuccessStatusCode)
            throw new WrongResultException($"{call.Request.RequestUri} answered {(int)response.StatusCode}: {body}");
        call.Done?.Invoke();
        return body!;
    }
}
