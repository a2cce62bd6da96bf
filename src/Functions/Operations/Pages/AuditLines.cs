using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;
using Outreach.Functions.Territory;
using Outreach.Web.Operations;
using Outreach.Web.Texts;

namespace Outreach.Functions.Operations.Pages;

/// <summary>
/// Entries of the audit log as people read them. Staff are told by name; whom an entry concerns, by volunteer number: an auditor who read
/// names of people under age would be one more to be written down.
/// </summary>
public sealed class AuditLines(PeopleStore people, ActivityStore activities, TerritoryStore territories)
{
    internal async Task<IReadOnlyList<AuditLine>> Of(
        AreaCode area, IReadOnlyList<AuditEntry> entries, Caller caller, Language language, CancellationToken cancellation)
    {
        var subjects = entries.Select(entry => AuditSubjects.Of(entry.What)).ToList();
        var staff = entries.Select(entry => PersonId.Parse(entry.By).Must());
        var known = new Known(
            await territories.Of(area, cancellation),
            await Concurrency.FindAll(subjects.SelectMany(one => one.People).Concat(staff), people.Find, cancellation),
            await Concurrency.FindAll(subjects.SelectMany(one => one.Activities), activities.FindHeader, cancellation));
        return [.. entries.Zip(subjects, (entry, subject) => LineOf(entry, subject, known, caller, language))];
    }

    private static AuditLine LineOf(AuditEntry entry, AuditSubjects subjects, Known known, Caller caller, Language language)
    {
        var (before, after) = DetailsOf(entry, text => TextOf(text, subjects.Deed, known.Territory, language), language);
        return new AuditLine(
            entry.At, known.People.GetValueOrDefault(PersonId.Parse(entry.By).Must())?.Name.Value, NameOf(entry.Area, known.Territory),
            AuditNames.Of(subjects.Deed),
            [
                .. subjects.Activities.Select(id => LinkTo(known.Activities.GetValueOrDefault(id), id)),
                .. subjects.People.Select(id => LinkTo(known.People.GetValueOrDefault(id), caller)),
                .. subjects.Others.Select(text => new AuditLink(new Bilingual(text, text), null)),
            ],
            before, after);
    }

    private static AuditLink LinkTo(Person? person, Caller caller) => person is null
        ? new AuditLink(new Bilingual("（已注销）", "(account deleted)"), null)
        : new AuditLink(
            new Bilingual($"志愿者 {person.VolunteerNumber}", $"Volunteer {person.VolunteerNumber}"),
            person.MergedBy is null && caller.Holds(Role.Admin, person.Area) ? $"/manage/people/{person.Id}" : null);

    /// <summary>A draft is there for its organisers alone, and other staff would not find it.</summary>
    private static AuditLink LinkTo(Activity? activity, ActivityId id) => activity is null
        ? new AuditLink(new Bilingual(id.Value, id.Value), null)
        : new AuditLink(
            new Bilingual(activity.Plan.Title, activity.Plan.Title), activity.Status == ActivityStatus.Draft ? null : $"/activities/{id}");

    /// <summary>What stood before and stands now; of what was kept as a whole, the parts that differ.</summary>
    private static (IReadOnlyList<string> Before, IReadOnlyList<string> After) DetailsOf(
        AuditEntry entry, Func<string, string> textOf, Language language)
    {
        var (before, after) = (PartsOf(entry.Before, language), PartsOf(entry.After, language));
        if (before is null && after is null)
            return (Words(entry.Before), Words(entry.After));
        (before, after) = (before ?? [], after ?? []);
        string[] differing = [.. before.Keys.Union(after.Keys).Where(part => before.GetValueOrDefault(part) != after.GetValueOrDefault(part))];
        return (Parts(before), Parts(after));

        string[] Words(string text) => [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(textOf)];

        string[] Parts(Dictionary<string, string> parts) =>
            [.. differing.Where(parts.ContainsKey).Select(part => Display.Labelled(textOf(part), textOf(parts[part]), language))];
    }

    /// <summary>The parts of something that was kept as JSON, those that are there; null for anything else.</summary>
    private static Dictionary<string, string>? PartsOf(string text, Language language) => text is ['{', ..]
        ? JsonNode.Parse(text)!.AsObject().Where(part => part.Value is not null)
            .ToDictionary(part => part.Key, part => PlainOf(part.Value!, language))
        : null;

    private static string PlainOf(JsonNode value, Language language) => value switch
    {
        JsonArray list => string.Join(language == Language.English ? ", " : "、", list.Select(item => PlainOf(item!, language))),
        JsonObject parts => string.Join(' ', parts.Where(part => part.Value is not null).Select(part => PlainOf(part.Value!, language))),
        _ => value.ToString(),
    };

    private static string TextOf(string text, string deed, DistrictTerritory? territory, Language language) => text.Split('@') switch
    {
        [var role, var area] when Kebab.Parse<Role>(role).TryGet(out var held, out _) =>
            $"{RoleNames.Of(held).In(language)} · {NameOf(area, territory)}",
        _ when text.Contains('T', StringComparison.Ordinal) &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => Display.Instant(at, language),
        _ when NameOf(text, territory) is var area && area != text => area,
        _ => AuditNames.Term(deed, text)?.In(language) ?? CategoryNames.Of(text).In(language),
    };

    private static string NameOf(string area, DistrictTerritory? territory) =>
        AreaCode.Parse(area).TryGet(out var code, out _) && territory?.Find(code) is { } found ? found.Name : area;

    private sealed record Known(
        DistrictTerritory? Territory, IReadOnlyDictionary<PersonId, Person> People, IReadOnlyDictionary<ActivityId, Activity> Activities);
}
