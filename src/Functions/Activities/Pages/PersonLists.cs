using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Functions.Http;
using Outreach.Functions.Participation;
using Outreach.Functions.People;
using Outreach.Web.Activities;

namespace Outreach.Functions.Activities.Pages;

/// <summary>Some of the people of an activity, or all.</summary>
/// <param name="Live">Of all of them.</param>
/// <param name="Continuation">Where the list goes on; null at its end.</param>
internal sealed record PersonList(LiveParticipation Live, IReadOnlyList<PersonLine> Lines, string? Continuation);

/// <summary>The people of an activity as organisers' pages list them. A name takes a read, so that only the roll call lists all at once.</summary>
public sealed class PersonLists(LiveLists lists, PeopleStore people)
{
    internal async Task<PersonList> All(ActivityState state, CancellationToken cancellation)
    {
        var live = await lists.Of(state, cancellation);
        return new PersonList(live, await Lines(live.People, state, cancellation), null);
    }

    internal async Task<PersonList> Page(ActivityState state, Paging paging, CancellationToken cancellation)
    {
        var live = await lists.Of(state, cancellation);
        var (page, continuation) = paging.Of(live.People, KeyOf);
        return new PersonList(live, await Lines(page, state, cancellation), continuation);
    }

    /// <summary>The first page, and behind it one person who stands further down the list.</summary>
    /// <param name="person">As sent; null for nobody.</param>
    internal async Task<PersonList> FirstWith(string? person, ActivityState state, CancellationToken cancellation)
    {
        var live = await lists.Of(state, cancellation);
        var (page, continuation) = Paging.First.Of(live.People, KeyOf);
        var beyond = live.People.Skip(page.Count).Where(line => line.Person.Value == person);
        return new PersonList(live, await Lines([.. page, .. beyond], state, cancellation), continuation);
    }

    /// <summary>Those whose name or volunteer number has a text in it, as many as a page takes.</summary>
    internal async Task<PersonList> Find(string text, ActivityState state, CancellationToken cancellation)
    {
        var all = await All(state, cancellation);
        var found = all.Lines.Where(line => Has(line.Name, text) || Has(line.VolunteerNumber, text));
        return all with { Lines = [.. found.Take(Paging.MostItems)] };
    }

    private async Task<IReadOnlyList<PersonLine>> Lines(IReadOnlyList<LivePerson> some, ActivityState state, CancellationToken cancellation)
    {
        var known = await people.FindAll(some.Select(line => line.Person), cancellation);
        var positions = state.Waiting.Keys.Select((order, i) => (order, Position: i + 1)).ToDictionary(place => place.order, place => place.Position);
        return
        [
            .. some.Select(line =>
            {
                var person = known.GetValueOrDefault(line.Person);
                var position = line.SignUp is { Status: SignUpStatus.Waiting } waiting ? positions.GetValueOrDefault(waiting.Order) : (int?)null;
                return new PersonLine(line.Person.Value, person?.Name.Value, person?.VolunteerNumber.Value, position, line);
            }),
        ];
    }

    private static bool Has(string? whole, string text) => whole?.Contains(text, StringComparison.Ordinal) == true;

    /// <summary>In the order of the list, so that a page goes on where the one before ended, whoever came or went meanwhile.</summary>
    private static string KeyOf(LivePerson line) => $"{line.SignUp?.Order ?? long.MaxValue:D19}:{line.Person}";
}
