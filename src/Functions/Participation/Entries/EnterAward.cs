using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Entries;

/// <summary>Enters an award into a person's record (Order 67 Art 9). The same again is the one that stands.</summary>
public sealed class EnterAward(EntryDesk desk, TimeProvider clock)
{
    [Function(nameof(EnterAward)), Staff(Role.Organiser)]
    [Takes(typeof(AwardDraft)), Answers(201, typeof(AwardAnswer), Tagged = true), Answers(200, typeof(AwardAnswer), Tagged = true)]
    [Refuses("same-person")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/awards")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await Body.Read(request, EntryAnswersJson.Contract.AwardDraft, cancellation)).TryGet(out var draft, out var refusal) ||
            !Award.Check(draft, clock.GetUtcNow()).TryGet(out Award? award, out refusal))
            return Problems.From(refusal);
        return (await desk.Enter(id, request.Caller(), award, EntryKinds.Award, cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, AwardAnswer.Of(done.Row.Stored), EntryAnswersJson.Contract.AwardAnswer)
                .WithTag(done.Row.Version),
            Problems.From);
    }
}
