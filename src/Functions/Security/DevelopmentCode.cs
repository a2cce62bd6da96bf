using System.Security.Cryptography;
using System.Text;
using Outreach.Domain.People;

namespace Outreach.Functions.Security;

/// <summary>
/// A sign-in code that a developer chose at the start of a host. It lives in that process alone and may be used again;
/// elsewhere there is none.
/// </summary>
public sealed class DevelopmentCode
{
    private (byte[] Code, PersonId Person)? _chosen;

    public void Choose(string code, PersonId person) => _chosen = (Encoding.UTF8.GetBytes(code), person);

    /// <summary>Whom the code signs in; null when it is not the chosen one.</summary>
    public PersonId? PersonOf(string code) =>
        _chosen is { } chosen && CryptographicOperations.FixedTimeEquals(chosen.Code, Encoding.UTF8.GetBytes(code)) ? chosen.Person : null;
}
