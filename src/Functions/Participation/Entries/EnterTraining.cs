using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.Participation.Entries;

/// <summary>Enters a training into a person's record (Order 67 Art 8). The same again is the one that stands.</summary>
public sealed class EnterTraining(EntryDesk desk, TimeProvider clock)
{
    [Function(nameof(EnterTraining)), Staff(Role.Organiser)]
    [Takes(typeof(TrainingDraft)), Answers(201, typeof(TrainingAnswer), Tagged = true), Answers(200, typeof(TrainingAnswer), Tagged = true)]
    [Refuses("same-person")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/people/{id}/trainings")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        if (!(await Body.Read(request, EntryAnswersJson.Contract.TrainingDraft, cancellation)).TryGet(out var draft, out var refusal) ||
            !Training.Check(draft, clock.GetUtcNow()).TryGet(out Training? training, out refusal))
            return Problems.From(refusal);
        return (await desk.Enter(id, request.Caller(), training, EntryKinds.Training, cancellation)).Match(
            done => Answers.CreatedOrOk(done.IsNew, TrainingAnswer.Of(done.Row.Stored), EntryAnswersJson.Contract.TrainingAnswer)
                .WithTag(done.Row.Version),
            Problems.From);
    }
}
