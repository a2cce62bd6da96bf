using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http.Pages;

/// <summary>Keeps the language that a visitor chose, and leads back to where they were.</summary>
public sealed class ChooseLanguage(TimeProvider clock)
{
    [Function(nameof(ChooseLanguage)), Page, Anyone]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "language/{tag}")] HttpRequest request, string tag, CancellationToken cancellation)
    {
        if (LanguageTags.OfTag(tag) is not { } language)
            return Task.FromResult(Problems.From(Refusal.NotFound()));
        request.HttpContext.Response.KeepLanguage(language, clock.GetUtcNow().AddYears(1));
        return Task.FromResult(PageAnswers.SeeOther(request.Then("/activities")));
    }
}
