using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Functions.Territory;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>The registration form.</summary>
public sealed class ShowRegister(AreaChoices areas)
{
    [Function(nameof(ShowRegister)), Page, Anyone]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "register")] HttpRequest request, CancellationToken cancellation) =>
        PageAnswers.Show(new RegisterView(RegistrationForms.NewId(), await areas.Of(cancellation), new RegistrationDraft(), request.Then("/me")));
}
