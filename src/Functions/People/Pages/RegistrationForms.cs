using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Security;
using Outreach.Web.People;

namespace Outreach.Functions.People.Pages;

/// <summary>
/// Knows a registration form again that comes a second time, by a double tap or because no answer came, so that who registered by it is signed
/// in and not told that they are registered already.
/// </summary>
/// <remarks>
/// A form brings along 32 random bytes that stand in this one page and are kept nowhere: whoever sends them is the one who filled it in. The
/// person's id follows from them and the phone by a keyed hash. It is not the id itself, which organisers know of everybody on their lists and
/// which would so sign them in as anybody; nor does knowing ids lead to such bytes. The same form with another phone registers somebody else,
/// and an hour later it is a form like any other, in case a page was left open where others come by.
/// </remarks>
public sealed class RegistrationForms(Registrar registrar, KeyRing keys, TimeProvider clock)
{
    private const int Length = 32;

    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);

    private readonly byte[] _key = keys.DeriveFor("registration-forms");

    /// <summary>What a new form brings along.</summary>
    internal static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Length));

    /// <summary>What a form brought along; where it is none of these, what a new one brings.</summary>
    internal static async Task<string> IdOf(HttpRequest request, CancellationToken cancellation) =>
        (await request.ReadFormAsync(cancellation))[RegisterView.FormId].ToString() is var id &&
        Base64Url.IsValid(id, out var length) && length == Length ? id : NewId();

    /// <summary>Registers whom a form is of, or finds whom it registered a moment ago.</summary>
    internal async Task<Result<Person>> Register(string form, RegistrationDraft draft, CancellationToken cancellation)
    {
        var phone = PhoneNumber.Parse(draft.Phone).Match(parsed => parsed.Reveal(), _ => ""); // What is no phone registers nobody.
        var id = PersonId.FromBytes(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{form}|{phone}")).AsSpan(0, 10));
        if (!(await registrar.Register(draft, id, cancellation)).TryGet(out var person, out var refusal))
            return refusal;
        return person.MergedBy is null && clock.GetUtcNow() - person.RegisteredAt < KnownFor ? person : Refusal.Conflict("already-registered");
    }
}
