using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Http.Sheets;
using Outreach.Functions.Security;
using Outreach.Web.Operations;
using Outreach.Web.People;
using Outreach.Web.Texts;

namespace Outreach.Functions.People.Bulk.Pages;

/// <summary>
/// Looks a file of volunteers through and shows what would come of it. Nothing is written: what was read goes back with the page's form, and
/// comes again when the admin confirms it.
/// </summary>
public sealed class PostVolunteerFile(VolunteerImport import)
{
    [Function(nameof(PostVolunteerFile)), Page(LargestForm = Uploads.LargestForm), Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/import/volunteers")] HttpRequest request, CancellationToken cancellation)
    {
        var consented = (await request.ReadFormAsync(cancellation))["consent"] == RegisterView.ConsentVersion;
        if (!(consented ? await request.ReadFile("file", cancellation) : Refusal.Invalid("required", "consent")).TryGet(out var file, out var refusal) ||
            !(await import.Plan(file, RegisterView.ConsentVersion, request.Caller(), cancellation)).TryGet(out VolunteerPlan? plan, out refusal))
            return PageAnswers.Show(new ImportView("volunteers"), refusal, request);

        var batch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        RegistrationDraft[] drafts = [.. plan.Registrations.Select(registration => registration.Draft)];
        return PageAnswers.Show(new PreviewView(
            $"/manage/import/volunteers/{batch}",
            [.. VolunteerSheet.Columns.Select(column => column.Headings[0])],
            [.. plan.Registrations.Take(PreviewView.MostShown).Select(r => new PreviewRow(r.Row, CellsOf(r.Draft)))],
            plan.Registrations.Count, plan.Known.Count, ErrorsOf(plan.Errors, request.Language()),
            plan.Errors.Count > 0 ? null : JsonSerializer.Serialize(drafts, PeopleJson.Contract.RegistrationDraftArray)));
    }

    /// <summary>In the order of the sheet's columns; numbers masked, as everywhere.</summary>
    private static string?[] CellsOf(RegistrationDraft draft) =>
    [
        draft.Name, Masked(draft.Phone), draft.AreaCode, Masked(draft.IdNumber), draft.BirthDate, draft.Sex,
        draft.Skills is { IsDefaultOrEmpty: false } skills ? string.Join('、', skills) : null,
        draft.Guardian?.Name, Masked(draft.Guardian?.Phone), draft.PartyMember?.UnitName, draft.PartyMember?.UnitCode,
    ];

    private static string? Masked(string? number) => number is { Length: > 5 } ? $"{number[..3]}****{number[^2..]}" : number;

    private static IReadOnlyList<PreviewError> ErrorsOf(IReadOnlyList<SheetError> errors, Language language) =>
    [
        .. errors.Select(error => new PreviewError(
            error.Row, VolunteerSheet.Columns.FirstOrDefault(column => column.Name == error.Error.Field)?.Headings[0] ?? error.Error.Field,
            Messages.Of(error.Error, language))),
    ];
}
