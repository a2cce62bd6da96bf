using Outreach.Domain;
using Outreach.Domain.People;

namespace Outreach.Functions.People;

public sealed record PartyMemberAnswer(string? UnitCode, string UnitName, string? HomeAreaCode)
{
    public static PartyMemberAnswer? Of(PartyMember? member) =>
        member is null ? null : new(member.UnitCode?.Value, member.UnitName, member.HomeArea?.Value);
}

/// <summary>A person as the person and staff see them; numbers masked.</summary>
public sealed record PersonAnswer(
    string Id,
    string VolunteerNumber,
    string Name,
    string? PhoneMasked,
    string? IdNumberMasked,
    string AreaCode,
    DateOnly? BirthDate,
    [OneOf<Sex>] string? Sex,
    IReadOnlyList<string>? Skills,
    IReadOnlyList<string>? Categories,
    PartyMemberAnswer? PartyMember,
    DateTimeOffset RegisteredAt)
{
    public static PersonAnswer Of(Person person) => new(
        person.Id.Value,
        person.VolunteerNumber.Value,
        person.Name.Value,
        person.Details.Phone?.Masked,
        person.Details.IdNumber?.Masked,
        person.Area.Value,
        person.Details.BirthDate,
        person.Details.Sex is { } sex ? Kebab.Of(sex) : null,
        person.Skills,
        [.. person.Categories.Select(c => c.Value)],
        PartyMemberAnswer.Of(person.PartyMember),
        person.RegisteredAt);
}
