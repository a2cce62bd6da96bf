using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Storage;

namespace Outreach.Functions.People.Bulk;

/// <summary>Tells of the people of a sheet who is registered already, and whose numbers are somebody else's.</summary>
public sealed class KnownVolunteers(IdentityIndex identities, PeopleStore people)
{
    /// <summary>
    /// What is wrong with a volunteer number beside a name; null where it is that person's. Spreadsheets drop zeros in front of what they take
    /// for a number; the check digit tells whether that was all.
    /// </summary>
    internal async Task<FieldError?> WrongOf(string number, RegistrationDraft draft, CancellationToken cancellation)
    {
        var holder = VolunteerNumber.Parse(Text.Compact(number).PadLeft(VolunteerNumber.Length, '0')).TryGet(out var parsed, out _) &&
            await identities.Find(parsed, cancellation) is { } id
                ? await people.FindBehind(id, cancellation)
                : null;
        if (holder is null)
            return new FieldError("volunteerNumber", "unknown-person", []);
        var isTheirs = draft.Name is null || PersonName.Parse(draft.Name).Match(name => name == holder.Name, _ => false);
        return isTheirs ? null : new FieldError("volunteerNumber", "somebody-elses", []);
    }

    /// <summary>Whether somebody is registered under one of their numbers, and which of them are held by a person of another name or ID.</summary>
    internal async Task<(bool IsKnown, IReadOnlyList<string> SomebodyElses)> Look(Particulars said, CancellationToken cancellation)
    {
        var held = new List<(string Field, Person? Holder)>();
        if (said.Details.Phone is { } phone && await identities.Find(identities.KeyOf(phone), cancellation) is { } byPhone)
            held.Add(("phone", await people.FindBehind(byPhone, cancellation)));
        if (said.Details.IdNumber is { } number && await identities.Find(identities.KeyOf(number), cancellation) is { } byNumber)
            held.Add(("idNumber", await people.FindBehind(byNumber, cancellation)));
        return (held.Count > 0, [.. held.Where(found => IsSomebodyElse(found.Holder, said)).Select(found => found.Field)]);
    }

    /// <summary>A family, say, shares a phone. Of who is being registered at this moment nothing is known yet.</summary>
    private static bool IsSomebodyElse(Person? holder, Particulars said) => holder is not null &&
        (holder.Name != said.Name ||
            (said.Details.IdNumber is { } number && holder.Details.IdNumber is { } registered && number != registered));
}
