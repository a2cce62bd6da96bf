using Outreach.Domain.People;
using Outreach.Functions.People.Merging;
using Outreach.Functions.Security.Rotation;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Erasing;

/// <summary>
/// Erases what merges keep of a person (docs/adr/0018): whoever was merged into them goes with them, and what the facts of all of them
/// count as one person's stays so, under their stand-ins.
/// </summary>
public sealed class MergeEraser(
    PeopleStore people, AliasStore aliases, MergeRows rows, Merges merges, Likenesses likenesses, NumberClaims claims, Erasures erasures,
    SealedPlaces sealedPlaces)
{
    /// <summary>Where a person stands in the index besides their own numbers: by what they are like, and by numbers that merges put aside.</summary>
    internal async Task<IReadOnlyList<RowKey>> KeysOf(Person person, CancellationToken cancellation)
    {
        var former = await rows.Former(person.Id, cancellation);
        return
        [
            .. likenesses.KeysOf(person), .. former.SelectMany(likenesses.KeysOf),
            .. former.SelectMany(before => claims.KeysOf(before.Details)),
        ];
    }

    /// <summary>Begins the erasure of everybody who was merged into a person, and gives the stand-in their place among the aliases.</summary>
    internal async Task StandIn(Erasure erasure, CancellationToken cancellation)
    {
        foreach (var alias in await aliases.Of(erasure.Person, cancellation))
        {
            if (await people.Find(alias, cancellation) is null || await erasures.IsBegun(alias, cancellation))
                continue;
            var standIn = Erasures.NewStandIn();
            await erasures.Begin(alias, standIn, cancellation);
            await erasures.Send(standIn, cancellation);
        }

        await aliases.StandIn(erasure.Person, erasure.StandIn, cancellation);
    }

    internal async Task Forget(PersonId person, CancellationToken cancellation)
    {
        await aliases.Forget(person, cancellation);
        await merges.Forget(person, cancellation);
        await sealedPlaces.Forget(rows.Kind, person.Value, cancellation);
    }
}
