using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>A month's participation in an area and everything below it, as the last night left it.</summary>
public sealed class GetAreaParticipation(AreaFigures figures)
{
    [Function(nameof(GetAreaParticipation)), SignedIn(WithGrants = true)]
    [Query("month"), Answers(200, typeof(AreaParticipationAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/areas/{code}/participation")] HttpRequest request,
        string code,
        CancellationToken cancellation) =>
        (await figures.Of(code, request.Query["month"], request.Caller(), cancellation)).Match(
            answer => Answers.Ok(answer, ParticipationJson.Contract.AreaParticipationAnswer), Problems.From);
}

/// <param name="AsOf">When the figures were counted; absent while the month has none.</param>
/// <param name="People">Who took part in what the area and those below it organised; each person once.</param>
/// <param name="Residents">Who live in the area, or report to it, and took part anywhere.</param>
/// <param name="LateRecords">Attendances and hours made up that were recorded later than ten working days after the activity.</param>
/// <param name="Outreach">What was achieved beyond the participants by what the area and those below it organised.</param>
public sealed record AreaParticipationAnswer(
    string Area,
    string Name,
    string Month,
    DateTimeOffset? AsOf,
    int Activities,
    int People,
    int PartyMembers,
    int Visits,
    long CreditMinutes,
    long MakeUpMinutes,
    int LateRecords,
    IReadOnlyList<CategoryAnswer> ByCategory,
    IReadOnlyList<ChildAnswer> Children,
    ResidentsAnswer Residents,
    OutreachAnswer Outreach)
{
    internal static AreaParticipationAnswer Of(
        Area area, Month month, StoredFigures? organised, StoredFigures? residents, IReadOnlyList<Area> children)
    {
        var below = (organised?.Children ?? []).ToDictionary(child => child.Code);
        return new AreaParticipationAnswer(
            area.Code.Value, area.Name, month.ToString(), organised?.AsOf ?? residents?.AsOf,
            organised?.Activities ?? 0, organised?.People ?? 0, organised?.PartyMembers ?? 0, organised?.Visits ?? 0,
            organised?.CreditMinutes.Value ?? 0, organised?.MakeUpMinutes.Value ?? 0, organised?.Late ?? 0,
            [.. (organised?.ByCategory ?? []).Select(c => new CategoryAnswer(c.Category.Value, c.Activities, c.Visits, c.Minutes.Value))],
            [.. children.Select(child => ChildAnswer.Of(child, below.GetValueOrDefault(child.Code.Value)))],
            new ResidentsAnswer(
                residents?.People ?? 0, residents?.PartyMembers ?? 0, residents?.Visits ?? 0, residents?.CreditMinutes.Value ?? 0),
            OutreachAnswer.Of(organised?.Outreach ?? OutreachFigures.None));
    }
}

public sealed record CategoryAnswer(string Category, int Activities, int Visits, long Minutes);

public sealed record ChildAnswer(string Code, string Name, int Activities, int People, int Visits, long CreditMinutes)
{
    /// <param name="figures">Null where nothing took place: the area is listed all the same.</param>
    public static ChildAnswer Of(Area area, ChildFigures? figures) => new(
        area.Code.Value, area.Name, figures?.Activities ?? 0, figures?.People ?? 0, figures?.Visits ?? 0, figures?.CreditMinutes.Value ?? 0);
}

public sealed record ResidentsAnswer(int People, int PartyMembers, int Visits, long CreditMinutes);

public sealed record OutreachAnswer(long Leaflets, long PeopleReached, long Consultations, long Leads, long HeadCount)
{
    internal static OutreachAnswer Of(OutreachFigures figures) =>
        new(figures.Leaflets, figures.PeopleReached, figures.Consultations, figures.Leads, figures.HeadCount);
}
