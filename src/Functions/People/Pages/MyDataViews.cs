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
    internal async Task<MyDataView> Of(PersonRow row, bool isSaved, CancellationToken cancellation) => new(
        row.Person, row.Tag, await areas.Of(cancellation), WithoutNumbers(ParticularsDraft.Of(row.Person)),
        row.Person.Particulars.NeedsGuardian(clock.GetUtcNow()), isSaved);

    /// <summary>The page again, with why what was asked for on it was refused.</summary>
    /// <param name="asSent">Puts what was sent into its form, and says which it is.</param>
    internal async Task<IResult> Refused(
        Refusal refusal, Func<MyDataView, MyDataView> asSent, HttpRequest request, CancellationToken cancellation) =>
        await people.FindRow(request.Caller().Person, cancellation) is { } row
            ? PageAnswers.Show(asSent(await Of(row, isSaved: false, cancellation)), refusal, request)
            : Problems.From(refusal);

    private static ParticularsDraft WithoutNumbers(ParticularsDraft draft) =>
        draft with { Phone = null, IdNumber = null, Guardian = draft.Guardian is { } guardian ? guardian with { Phone = null } : null };
}
