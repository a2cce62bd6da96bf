using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Functions.Http;

namespace Outreach.Functions.People.Consenting;

/// <param name="By"><c>person</c>, or <c>guardian</c> for who was below 14 then.</param>
/// <param name="Stands">Whether it is what holds now: neither withdrawn nor followed by a later one.</param>
public sealed record ConsentAnswer(
    [OneOf<ConsentScope>] string Scope, string Version, DateTimeOffset At, string By, bool Stands, DateTimeOffset? WithdrawnAt)
{
    public static ConsentAnswer Of(Consent consent, Consents all) => new(
        Kebab.Of(consent.Scope), consent.Version, consent.At, consent.ByGuardian ? "guardian" : "person",
        all.Stand(consent.Scope) && ReferenceEquals(consent, all.Latest(consent.Scope)), consent.WithdrawnAt);
}

/// <summary>All consents of a person, in the order in which they were given.</summary>
public sealed record ConsentsAnswer(IReadOnlyList<ConsentAnswer> Items)
{
    public static ConsentsAnswer Of(Consents consents) => new([.. consents.All.Select(consent => ConsentAnswer.Of(consent, consents))]);

    internal static IResult Answer(PersonRow row) =>
        Answers.Ok(Of(row.Person.Consents), PeopleJson.Contract.ConsentsAnswer).WithTag(row.Tag);
}
