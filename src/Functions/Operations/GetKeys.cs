using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Operations;

/// <summary>Which keys there are, by name alone, and how much each has still sealed, for the admins of the app's district (docs/adr/0017).</summary>
public sealed class GetKeys(KeyRing keys, SealedPlaces places, PoisonQueues queues, AppDistrict district)
{
    [Function(nameof(GetKeys)), Staff(Role.Admin)]
    [Answers(200, typeof(KeysAnswer))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/keys")] HttpRequest request, CancellationToken cancellation)
    {
        if (district.Lacks(request.Caller()) is { } lacks)
            return Problems.From(lacks);

        var found = new List<KeyAnswer>();
        foreach (var name in await places.KeyNames(cancellation))
        {
            SealedAnswer[] kinds =
            [
                .. (await places.Of(name, cancellation).CountBy(place => place.Kind).ToListAsync(cancellation))
                    .Select(kind => new SealedAnswer(kind.Key, kind.Value)).OrderBy(kind => kind.Kind, StringComparer.Ordinal),
            ];
            if (keys.Find(name) is not null || kinds.Length > 0)
                found.Add(new KeyAnswer(name, keys.Find(name) is not null, kinds));
        }

        var (waiting, poison) = await queues.Count(Queues.Registrations, cancellation);
        return Answers.Ok(new KeysAnswer(keys.Current, found, waiting + poison), OperationsJson.Contract.KeysAnswer);
    }
}

/// <param name="Current">The name of the key that seals from now on.</param>
/// <param name="Messages">Messages that may hold values sealed with any key, those that were set aside among them; approximate.</param>
public sealed record KeysAnswer(string Current, IReadOnlyList<KeyAnswer> Keys, int Messages);

/// <param name="InRing">Whether this host holds the key; false where it was dropped while values are sealed with it.</param>
/// <param name="Sealed">What it may have sealed that was not sealed anew yet.</param>
public sealed record KeyAnswer(string Name, bool InRing, IReadOnlyList<SealedAnswer> Sealed);

/// <param name="Kind">Whose they are: <c>people</c>, <c>registrations</c> or <c>answers</c>.</param>
/// <param name="Places">How many partitions hold such values: people, batches, days.</param>
public sealed record SealedAnswer(string Kind, int Places);
