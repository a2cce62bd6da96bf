using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
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
        if (!(consented ? await request.ReadFile("file", cancellation) : Refusal.Invalid("required", "consent"))
                .TryGet(out var file, out var refusal) ||
            !(await import.Plan(file, RegisterView.ConsentVersion, request.Caller(), cancellation)).TryGet(out VolunteerPlan? plan, out refusal))
            return PageAnswers.Show(new ImportView("volunteers"), refusal, request);

        var batch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        var mayGoOn = plan.Errors.Count == 0 && plan.New.Count > 0;
        return PageAnswers.Show(new PreviewView(
            $"/manage/import/volunteers/{batch}",
            VolunteerSheet.Columns.Headings(),
            [.. plan.New.Take(PreviewView.MostShown).Select(r => new PreviewRow(r.Row, VolunteerSheet.CellsOf(r)))],
            plan.New.Count, plan.Known, ErrorsOf(plan.Errors, request.Language()),
            mayGoOn ? JsonSerializer.Serialize([.. plan.New], SentRegistrationsJson.Contract.SheetRegistrationArray) : null));
    }

    private static IReadOnlyList<PreviewError> ErrorsOf(IReadOnlyList<SheetError> errors, Language language) =>
    [
        .. errors.Select(error => new PreviewError(
            error.Row, VolunteerSheet.Columns.HeadingOf(error.Error.Field), Messages.Of(error.Error, language))),
    ];
}

/// <summary>What goes out with the preview and comes back with its confirmation.</summary>
[JsonSerializable(typeof(SheetRegistration[]))]
internal sealed partial class SentRegistrationsJson : JsonSerializerContext
{
    public static readonly SentRegistrationsJson Contract = new(ContractJson.Options);
}
