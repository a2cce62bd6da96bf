using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>The list to call the roll by, at a desk or with a thumb at the door, with a network or without.</summary>
public sealed class ShowRollCall(RollCallViews views)
{
    [Function(nameof(ShowRollCall)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "organise/{id}/roll-call")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var recorded = int.TryParse(request.Query["recorded"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : (int?)null;
        return (await views.Of(id, recorded, request, cancellation)).Match(view => PageAnswers.Show(view), Problems.From);
    }
}
