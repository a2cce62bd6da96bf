using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Activities;
using Outreach.Functions.People;
using Outreach.Functions.Territory;
using Outreach.Web.Operations;
using Outreach.Web.Texts;

namespace Outreach.Functions.Security.Pages;

/// <summary>
/// Entries of the audit log as people read them. Staff are told by name; whom an entry concerns, by volunteer number: an auditor who read
/// names of people under age would be one more to be written down.
/// </summary>
public sealed class AuditLines(PeopleStore people, ActivityStore activities, TerritoryStore territories)
{
    internal async Task<IReadOnlyList<AuditLine>> Of(
        AreaCode area, IReadOnlyList<AuditEntry> entries, Caller caller, Language language, CancellationToken cancellation)
    {
        string[] ids = [.. entries.SelectMany(entry => IdsOf(entry).Append(entry.By)).Distinct()];
        var known = await people.FindAll(ids.Select(id => PersonId.Parse(id)).Select(Parsed).OfType<PersonId>(), cancellation);
        var byId = known.ToDictionary(found => found.Key.Value, found => found.Value);
        var plans = await Task.WhenAll(ids.Where(id => !byId.ContainsKey(id)).Select(id => ActivityId.Parse(id)).Select(Parsed).OfType<ActivityId>()
            .Select(id => activities.Read(id, cancellation)));
        var titles = plans.Select(Parsed).OfType<ActivityState>().ToDictionary(state => state.Activity.Id.Value, state => state.Activity);
        var territory = await territories.Of(area, cancellation);
        return [.. entries.Select(LineOf)];

        AuditLine LineOf(AuditEntry entry)
        {
            var (before, after) = DetailsOf(entry, text => TextOf(text, territory, language));
            return new AuditLine(
                entry.At, byId.GetValueOrDefault(entry.By)?.Name.Value, NameOf(entry.Area, territory), AuditNames.Of(KeyOf(entry)),
                [.. IdsOf(entry).Select(SubjectOf)], before, after);
        }

        AuditSubject SubjectOf(string id)
        {
            if (byId.TryGetValue(id, out var person))
                return new AuditSubject(
                    new Bilingual($"志愿者 {person.VolunteerNumber}", $"Volunteer {person.VolunteerNumber}"),
                    caller.Holds(Role.Admin, person.Area) ? $"/manage/people/{person.Id}" : null);
            return titles.TryGetValue(id, out var activity)
                ? new AuditSubject(
                    new Bilingual(activity.Plan.Title, activity.Plan.Title), activity.Status == ActivityStatus.Draft ? null : $"/activities/{id}")
                : new AuditSubject(new Bilingual(id, id), null);
        }
    }

    private static string KeyOf(AuditEntry entry) => entry.What.Split(':')[0];

    private static IEnumerable<string> IdsOf(AuditEntry entry) => entry.What.Split(':').Skip(1);

    private static T? Parsed<T>(Result<T> result)
        where T : notnull => result.TryGet(out T? value, out _) ? value : default;

    /// <summary>What stood before and stands now; of what was kept as a whole, the parts that differ.</summary>
    private static (IReadOnlyList<string> Before, IReadOnlyList<string> After) DetailsOf(AuditEntry entry, Func<string, string> textOf)
    {
        var (before, after) = (PartsOf(entry.Before), PartsOf(entry.After));
        if (before is null && after is null)
            return (Words(entry.Before), Words(entry.After));
        (before, after) = (before ?? [], after ?? []);
        string[] differing = [.. before.Keys.Union(after.Keys).Where(part => before.GetValueOrDefault(part) != after.GetValueOrDefault(part))];
        return (Parts(before), Parts(after));

        string[] Words(string text) => [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(textOf)];

        string[] Parts(Dictionary<string, string> parts) =>
            [.. differing.Where(parts.ContainsKey).Select(part => $"{textOf(part)}: {textOf(parts[part])}")];
    }

    /// <summary>The parts of something that was kept as JSON, those that are there; null for anything else.</summary>
    private static Dictionary<string, string>? PartsOf(string text) => text is ['{', ..]
        ? JsonNode.Parse(text)!.AsObject().Where(part => part.Value is not null).ToDictionary(part => part.Key, part => PlainOf(part.Value!))
        : null;

    private static string PlainOf(JsonNode value) => value switch
    {
        JsonArray list => string.Join(", ", list.Select(item => PlainOf(item!))),
        JsonObject parts => string.Join(" ", parts.Where(part => part.Value is not null).Select(part => PlainOf(part.Value!))),
        _ => value.ToString(),
    };

    private static string TextOf(string text, DistrictTerritory? territory, Language language) => text.Split('@') switch
    {
        [var role, var area] when Kebab.Parse<Role>(role).TryGet(out var held, out _) =>
            $"{RoleNames.Of(held).In(language)} · {NameOf(area, territory)}",
        _ when text.Contains('T', StringComparison.Ordinal) &&
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => Display.Instant(at, language),
        _ when NameOf(text, territory) is var area && area != text => area,
        _ => AuditNames.Term(CategoryNames.Of(text, language), language),
    };

    private static string NameOf(string area, DistrictTerritory? territory) =>
        AreaCode.Parse(area).TryGet(out var code, out _) && territory?.Find(code) is { } found ? found.Name : area;
}
