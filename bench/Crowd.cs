using System.Buffers.Binary;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.People;
using Outreach.Functions.Security;

namespace Outreach.Bench;

/// <summary>Somebody who is registered and signed in.</summary>
internal sealed record Member(PersonId Id, string Token);

/// <summary>People who stand in the store as registration leaves them, each with a session. Registering is not what is measured.</summary>
internal sealed class Crowd(PeopleStore people, SessionStore sessions, IReadOnlyList<AreaCode> communities)
{
    private int _made;

    public static PersonId Organiser { get; } = IdOf(int.MaxValue);

    /// <summary>So many people whom nobody has had before.</summary>
    public async Task<Member[]> Take(int count)
    {
        var members = new Member[count];
        var first = _made;
        _made += count;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, token) =>
        {
            var person = Make(first + i);
            await people.TryAdd(person, token);
            members[i] = new Member(person.Id, (await sessions.Open(person.Id, token)).Token);
        });
        return members;
    }

    public static PersonId IdOf(int number)
    {
        Span<byte> bytes = stackalloc byte[10];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return PersonId.FromBytes(bytes);
    }

    private Person Make(int number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        var now = TimeProvider.System.GetUtcNow();
        return new Person(
            IdOf(number), (uint)number, VolunteerNumber.FromBytes(bytes), PersonName.Parse("张三").Must(), communities[number % communities.Count],
            new PersonalDetails(null, null, null, null, null), [], [], null, Consents.ToParticipation("bench", now), now);
    }
}
