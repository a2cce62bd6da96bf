using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>The page of what is kept of the visitor.</summary>
public sealed class MyDataViews(PeopleStore people, AreaChoices areas, TimeProvider clock)
{
    /// <param name="draft">What was filled in, where something was wrong with it; null for what stands, without the numbers.</param>
    internal async Task<MyDataView> Of(PersonRow row, ParticularsDraft? draft, bool isSaved, CancellationToken cancellation) => new(
        row.Person, row.Tag, await areas.Of(cancellation), draft ?? WithoutNumbers(ParticularsDraft.Of(row.Person)),
        row.Person.Particulars.NeedsGuardian(clock.GetUtcNow()), isSaved);

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    internal async Task<IResult> Refused(Refusal refusal, ParticularsDraft? draft, HttpRequest request, CancellationToken cancellation) =>
        await people.FindRow(request.Caller().Person, cancellation) is { } row
            ? PageAnswers.Show(await Of(row, draft, isSaved: false, cancellation), refusal, request)
            : Problems.From(refusal);

    private static ParticularsDraft WithoutNumbers(ParticularsDraft draft) =>
        draft with { Phone = null, IdNumber = null, Guardian = draft.Guardian is { } guardian ? guardian with { Phone = null } : null };
}
