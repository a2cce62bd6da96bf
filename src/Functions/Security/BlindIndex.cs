using System.Security.Cryptography;
using System.Text;
using Outreach.Domain.People;

namespace Outreach.Functions.Security;

/// <summary>Finds a personal number without keeping it: a keyed hash, which nobody without the key can try numbers against.</summary>
public sealed class BlindIndex(KeyRing keys)
{
    private readonly byte[] _key = keys.DeriveFor("blind-index");

    public string Of(PhoneNumber phone) => Hash("phone", phone.Reveal());

    public string Of(ResidentId number) => Hash("id-number", number.Reveal());

    /// <summary>What people may have in common: a name says who somebody is, so it stands in no key.</summary>
    public string OfLikeness(string common) => Hash("likeness", common);

    /// <summary>Who calls: an address says where somebody is, so it is not kept either.</summary>
    public string OfCaller(string whose) => Hash("caller", whose);

    private string Hash(string kind, string number) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{kind}|{number}")));
}
