using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Security;

namespace Outreach.Functions.People.Bulk;

/// <summary>Takes many registrations at once; they are worked off by queue.</summary>
public sealed class SubmitRegistrations(RegistrationBatches batches)
{
    private const int MostRegistrations = 500;
    private const int LargestBody = 1024 * 1024;

    [Function(nameof(SubmitRegistrations)), Staff(Role.Admin)]
    [Takes(typeof(SubmitRegistrationsRequest)), Answers(202, typeof(SubmittedAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/registrations")] HttpRequest request, CancellationToken cancellation)
    {
        if (!(await Body.Read(request, RegistrationsJson.Contract.SubmitRegistrationsRequest, cancellation, LargestBody))
                .TryGet(out var body, out var refusal) ||
            !body.Check().TryGet(out var district, out refusal))
            return Problems.From(refusal);
        var caller = request.Caller();
        if (caller.Lacks(Role.Admin, district) is { } lacks)
            return Problems.From(lacks);

        var batch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        await batches.Submit(batch, body.Registrations!.Value, district, caller.Person, cancellation);
        return TypedResults.Json(
            new SubmittedAnswer(batch, body.Registrations.Value.Length), RegistrationsJson.Contract.SubmittedAnswer,
            statusCode: StatusCodes.Status202Accepted);
    }

    internal static Refusal? Limits(ImmutableArray<RegistrationDraft>? registrations)
    {
        var fields = new Fields();
        fields.Require(registrations is { IsDefaultOrEmpty: false }, "registrations", "required");
        fields.Require((registrations?.Length ?? 0) <= MostRegistrations, "registrations", "too-many", MostRegistrations);
        foreach (var (draft, i) in (registrations ?? []).Select((draft, i) => (draft, i)))
            fields.Require(draft is not null, $"registrations[{i}]", "required");
        return fields.Refusal;
    }
}

/// <param name="District">The district that the people live in, whose admin sends them.</param>
public sealed record SubmitRegistrationsRequest(string? District = null, ImmutableArray<RegistrationDraft>? Registrations = null)
{
    public Result<AreaCode> Check() =>
        SubmitRegistrations.Limits(Registrations) is { } refusal
            ? refusal
            : AreaCode.Parse(District).Match<Result<AreaCode>>(code => code.District, wrong => wrong.For("district"));
}

public sealed record SubmittedAnswer(string BatchId, int Accepted);
