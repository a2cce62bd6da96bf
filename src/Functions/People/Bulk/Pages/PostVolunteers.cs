using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Operations;

namespace Outreach.Functions.People.Bulk.Pages;

/// <summary>Imports volunteers that were looked through. The form names the batch, so that it is one however often it is sent.</summary>
public sealed class PostVolunteers(VolunteerImport import)
{
    [Function(nameof(PostVolunteers)), Page(LargestForm = Uploads.LargestForm, FormOn = "/manage/import"), Staff(Role.Admin)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "manage/import/volunteers/{batch}")] HttpRequest request,
        string batch,
        CancellationToken cancellation)
    {
        var rows = Encoding.UTF8.GetBytes((await request.ReadFormAsync(cancellation))["rows"].ToString());
        if (!Body.Parse(rows, SentRegistrationsJson.Contract.SheetRegistrationArray).TryGet(out var registrations, out var refusal) ||
            !(await import.Submit(batch, registrations, request.Caller(), cancellation)).TryGet(out _, out refusal))
            return PageAnswers.Show(new ImportView("volunteers"), refusal, request);
        return PageAnswers.SeeOther($"/manage/import/volunteers/{batch}");
    }
}
