using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation;

/// <summary>
/// What the party members of a unit did in their communities, member by member: what the double registration (双报到) reports back.
/// A month, or by <c>from</c> and <c>to</c> up to twelve of them, since units are told by the quarter, the half-year and the year.
/// For the unit's contact and for staff of a whole district.
/// </summary>
public sealed class GetUnitParticipation(FiguresStore figures, PeopleStore people, UnitContacts contacts, TimeProvider clock)
{
    [Function(nameof(GetUnitParticipation)), SignedIn(WithGrants = true)]
    [Query("month"), Query("from"), Query("to")]
    [Answers(200, typeof(UnitParticipationAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/units/{code}/participation")] HttpRequest request,
        string code,
        CancellationToken cancellation)
    {
        var fields = new Fields();
        var unit = fields.Take("code", UnitCode.Parse(code));
        var asked = SpanOf(fields, request.Query, CivilTime.MonthOf(clock.GetUtcNow()));
        if (fields.Refusal is { } refusal || !asked!.TryGet(out MonthSpan? span, out refusal))
            return Problems.From(refusal);
        var caller = request.Caller();
        if (!caller.Grants.All.Any(grant => grant.Area.Level == AreaLevel.District) && !await contacts.Has(unit, caller.Person, cancellation))
            return Problems.From(Refusal.Forbidden());

        var found = new List<UnitFigures>();
        foreach (var month in span.Months)
        {
            if (await figures.FindUnit(new FigureKey(Dimension.Unit, unit.Value, month), cancellation) is { } counted)
                found.Add(counted);
        }

        MemberFigures[] members = [.. MemberFigures.Sum(found.SelectMany(counted => counted.Members))];
        var known = await people.FindAll(members.Select(member => member.Person), cancellation);
        return Answers.Ok(
            UnitParticipationAnswer.Of(unit, span, found, [.. members.Select(m => MemberAnswer.Of(m, known.GetValueOrDefault(m.Person)))]),
            ParticipationJson.Contract.UnitParticipationAnswer);
    }

    /// <summary>One month, a range, or the present month; null where one of them is none, which the fields say.</summary>
    private static Result<MonthSpan>? SpanOf(Fields fields, IQueryCollection query, Month present)
    {
        var month = query["month"] is [{ } one] ? fields.Take("month", Month.Parse(one)) : null;
        var from = query["from"] is [{ } first] ? fields.Take("from", Month.Parse(first)) : null;
        var to = query["to"] is [{ } last] ? fields.Take("to", Month.Parse(last)) : null;
        fields.Require(month is null || (from is null && to is null), "month", "month-or-range");
        return fields.Refusal is null ? MonthSpan.Between(month ?? from ?? to ?? present, month ?? to ?? from ?? present, "to") : null;
    }
}

/// <param name="From">The first month.</param>
/// <param name="To">The last month, inclusive.</param>
/// <param name="AsOf">When the oldest of these figures was counted; absent while there are none.</param>
/// <param name="Activities">Activities that members took part in; one that spans two months counts in both.</param>
/// <param name="Members">Who was erased is not among them, and still counts in the sums.</param>
public sealed record UnitParticipationAnswer(
    string Unit,
    string From,
    string To,
    DateTimeOffset? AsOf,
    int Activities,
    int People,
    int Visits,
    long CreditMinutes,
    long MakeUpMinutes,
    IReadOnlyList<MemberAnswer> Members)
{
    internal static UnitParticipationAnswer Of(
        UnitCode unit, MonthSpan span, IReadOnlyCollection<UnitFigures> found, IReadOnlyList<MemberAnswer> members) => new(
        unit.Value, span.From.ToString(), span.To.ToString(), found.Min(f => (DateTimeOffset?)f.Figures.AsOf),
        found.Sum(f => f.Figures.Activities), PersonSet.Union([.. found.Select(f => f.People)]).Count, found.Sum(f => f.Figures.Visits),
        found.Sum(f => f.Figures.CreditMinutes.Value), found.Sum(f => f.Figures.MakeUpMinutes.Value), members);
}

/// <param name="Name">Absent for who is no longer registered.</param>
public sealed record MemberAnswer(string? Name, string? VolunteerNumber, int Visits, long CreditMinutes, long MakeUpMinutes)
{
    internal static MemberAnswer Of(MemberFigures member, Person? person) => new(
        person?.Name.Value, person?.VolunteerNumber.Value, member.Visits, member.CreditMinutes.Value, member.MakeUpMinutes.Value);
}
