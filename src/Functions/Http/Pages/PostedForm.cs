using System.Diagnostics.CodeAnalysis;
using Outreach.Domain;

namespace Outreach.Functions.Http.Pages;

/// <summary>A form as it was read. What can be read of one that is refused is kept, so that its page shows it again (docs/adr/0021).</summary>
/// <param name="Sent">Without what is no number; null where it is no form of this site's.</param>
/// <param name="Refusal">Null where all of it could be read.</param>
internal sealed record PostedForm<T>(T? Sent, Refusal? Refusal)
    where T : class
{
    /// <summary>True and the form, or false, why not, and what could be read of it all the same.</summary>
    public bool TryGet([NotNullWhen(true)] out T? sent, [NotNullWhen(false)] out Refusal? refusal)
    {
        (sent, refusal) = (Sent, Refusal);
        return refusal is null;
    }
}
