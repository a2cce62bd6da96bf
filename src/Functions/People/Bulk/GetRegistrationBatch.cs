using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.People.Bulk;

/// <summary>What became of a batch of registrations so far.</summary>
public sealed class GetRegistrationBatch(BatchDesk desk)
{
    [Function(nameof(GetRegistrationBatch)), Staff(Role.Admin)]
    [Answers(200, typeof(BatchAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/registrations/{batchId}")] HttpRequest request,
        string batchId,
        CancellationToken cancellation)
    {
        var language = request.Language();
        return (await desk.Find(batchId, request.Caller(), cancellation)).Match(
            batch => Answers.Ok(BatchAnswer.Of(batchId, batch, language), RegistrationsJson.Contract.BatchAnswer).In(language), Problems.From);
    }
}

/// <param name="Total">How many were sent; null for a day's registrations that came by queue.</param>
public sealed record BatchAnswer(string BatchId, int? Total, int Registered, IReadOnlyList<RefusedAnswer> Refused)
{
    internal static BatchAnswer Of(string id, FoundBatch found, Language language) => new(
        id, found.Header?.Total, found.Registered, [.. found.Refused.Select(r => RefusedAnswer.Of(r.Item, r.Refused, language))]);
}

/// <param name="Item">The index within the batch, from 00000.</param>
public sealed record RefusedAnswer(string Item, string Type, string Title, IReadOnlyDictionary<string, string[]> Errors)
{
    internal static RefusedAnswer Of(string item, RefusedRegistration refused, Language language) => new(
        item,
        Problems.TypeOf(refused.Code),
        Messages.Title(refused.Code).In(language),
        refused.Errors.GroupBy(e => e.Field).ToDictionary(
            group => group.Key,
            group => group.Select(e => Messages.Of(e.AsError(), language)).ToArray()));
}

[JsonSerializable(typeof(SubmitRegistrationsRequest))]
[JsonSerializable(typeof(SubmittedAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
internal sealed partial class RegistrationsJson : JsonSerializerContext
{
    public static readonly RegistrationsJson Contract = new(ContractJson.Options);
}
