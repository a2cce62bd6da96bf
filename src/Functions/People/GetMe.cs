using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People;

/// <summary>Who is signed in, and what they were granted.</summary>
public sealed class GetMe(PeopleStore people)
{
    [Function(nameof(GetMe)), SignedIn(WithGrants = true)]
    [Answers(200, typeof(MeAnswer)), Refuses("not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/me")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        return await people.Find(caller.Person, cancellation) is { MergedBy: null } person
            ? Answers.Ok(
                new MeAnswer(PersonAnswer.Of(person), [.. caller.Grants.All.Select(GrantAnswer.Of)]), PeopleJson.Contract.MeAnswer)
            : Problems.From(Refusal.NotFound());
    }
}

public sealed record MeAnswer(PersonAnswer Person, IReadOnlyList<GrantAnswer> Grants);

public sealed record GrantAnswer([OneOf<Role>] string Role, string AreaCode)
{
    public static GrantAnswer Of(Grant grant) => new(Kebab.Of(grant.Role), grant.Area.Value);
}
