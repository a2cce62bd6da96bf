using Outreach.Domain.People;

namespace Outreach.Domain.Tests.People;

public sealed class ConsentsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Records_party_membership_apart_from_the_rest()
    {
        Assert.Equal([ConsentScope.Participation], Registered().Consents.All.Select(consent => consent.Scope));
        var member = Registered(partyMember: new PartyMemberDraft(UnitName: "样例单位"));
        Assert.Equal([ConsentScope.Participation, ConsentScope.PartyMembership], member.Consents.All.Select(consent => consent.Scope));
        Assert.All(member.Consents.All, consent => Assert.Equal(new Consent(consent.Scope, "1", s_now, ByGuardian: false), consent));
    }

    [Fact]
    public void Keeps_every_version_that_was_agreed_to_and_takes_the_same_once()
    {
        var consents = Registered().Consents;
        Assert.Same(consents, consents.With(Of("1", s_now.AddDays(1))));
        var later = consents.With(Of("2", s_now.AddDays(1)));
        Assert.Equal(["1", "2"], later.All.Select(consent => consent.Version));
        var withdrawn = later.Withdraw(ConsentScope.Participation, s_now.AddDays(2));
        Assert.Same(withdrawn, withdrawn.Withdraw(ConsentScope.Participation, s_now.AddDays(3)));
        Assert.Equal([null, s_now.AddDays(2)], withdrawn.All.Select(consent => consent.WithdrawnAt));
        Assert.False(withdrawn.Stand(ConsentScope.Participation));
        Assert.True(withdrawn.With(Of("2", s_now.AddDays(4))).Stand(ConsentScope.Participation));
    }

    [Fact]
    public void Refuses_participation_from_the_withdrawal_on_and_keeps_what_there_is()
    {
        var member = Registered(partyMember: new PartyMemberDraft(UnitName: "样例单位"));
        Assert.Null(member.RefusesParticipation);
        var withdrawn = member.Withdraw(ConsentScope.Participation, s_now);
        Assert.Equal("consent-withdrawn", withdrawn.RefusesParticipation?.Code);
        Assert.Equal(member.PartyMember, withdrawn.PartyMember);
        Assert.True(withdrawn.Consents.Stand(ConsentScope.PartyMembership));
    }

    [Fact]
    public void Drops_party_membership_with_its_consent_and_takes_it_back_only_with_another()
    {
        var member = Registered(partyMember: new PartyMemberDraft(UnitName: "样例单位"));
        var without = member.Withdraw(ConsentScope.PartyMembership, s_now);
        Assert.Null(without.PartyMember);
        Assert.Null(without.RefusesParticipation);
        Assert.Equal(
            "consent-withdrawn partyMember membership-withdrawn",
            without.Correct(member.Particulars, s_now).Match(_ => "", refusal =>
                $"{refusal.Code} {Assert.Single(refusal.Errors).Field} {refusal.Errors[0].Rule}"));
        var again = without with { Consents = without.Consents.With(Of("2", s_now, ConsentScope.PartyMembership)) };
        Assert.Equal(member.PartyMember, again.Correct(member.Particulars, s_now).Must().PartyMember);

        // Whoever never said so before consents to it by saying so.
        var corrected = Registered().Correct(member.Particulars, s_now.AddDays(1)).Must();
        Assert.Equal(("1", s_now.AddDays(1)), (corrected.Consents.All[^1].Version, corrected.Consents.All[^1].At));
    }

    [Theory]
    [InlineData("2013-03-03", "王五", "14200000003", null)]
    [InlineData("2012-03-02", null, null, null)]
    [InlineData("2013-03-03", null, null, "guardian-required")]
    [InlineData("2013-03-03", "赵六", "14200000003", "guardian-differs")]
    [InlineData("2013-03-03", "王五", "14200000004", "guardian-differs")]
    public void Asks_the_guardian_of_who_is_below_fourteen(string birthDate, string? name, string? phone, string? rule)
    {
        var person = Registered(birthDate, guardian: new GuardianDraft("王五", "14200000003"));
        var draft = new ConsentGivenDraft("2", Guardian: name is null ? null : new GuardianDraft(name, phone));
        Assert.Equal(rule, draft.Check(person, s_now).Rule());
        if (rule is null)
            Assert.Equal(name is not null, draft.Check(person, s_now).Must().ByGuardian);
    }

    private static Consent Of(string version, DateTimeOffset at, ConsentScope scope = ConsentScope.Participation) =>
        new(scope, version, at, ByGuardian: false);

    private static Person Registered(string? birthDate = null, GuardianDraft? guardian = null, PartyMemberDraft? partyMember = null)
    {
        var registration = Registration.Check(
            new RegistrationDraft(
                "张三", "14200000001", "140213066005", BirthDate: birthDate, Guardian: guardian, PartyMember: partyMember,
                Consent: new ConsentDraft("1")),
            _ => true,
            s_now).Must();
        var said = registration.Particulars;
        return new Person(
            Given.Id(1), 1, VolunteerNumber.FromBytes(new byte[8]), said.Name, said.Area, said.Details, said.Skills, said.Categories,
            said.PartyMember, registration.Consents, s_now);
    }
}
