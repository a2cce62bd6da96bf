using Outreach.Domain.Activities;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Domain.Tests.People;

public sealed class MergingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly Person Mine = Make(1, "张三", "14200000001", null, "1980-01-01");
    private static readonly Person Theirs = Make(2, "李四", "14200000002", "140202199003070027", null) with
    {
        Skills = ["急救"],
        PartyMember = new PartyMember(null, "样例单位", null),
        Area = AreaCode.Parse("140213066006").Must(),
    };

    public static TheoryData<string> Members =>
        ["name", "phone", "areaCode", "idNumber", "birthDate", "sex", "skills", "categories", "guardian", "partyMember"];

    [Theory]
    [MemberData(nameof(Members))]
    public void Takes_the_field_that_is_chosen_and_no_other(string field)
    {
        var theirs = Theirs with
        {
            Categories = [Category.Parse("waste-sorting").Must()],
            Details = Theirs.Details with { Guardian = new Guardian(Theirs.Name, Theirs.Details.Phone!) },
        };
        var taken = Merging.Take(Mine, theirs, [field]);
        Assert.Equal([field], taken.DiffersIn(Mine));
        Assert.DoesNotContain(field, taken.DiffersIn(theirs));
        Assert.Equal((Mine.Id, Mine.Number, Mine.VolunteerNumber), (taken.Id, taken.Number, taken.VolunteerNumber));
    }

    [Fact]
    public void Reads_choices_by_the_names_that_clients_know()
    {
        Assert.Empty(new MergeFieldsDraft().Check().Must());
        Assert.Equal(["phone", "skills"], new MergeFieldsDraft(Name: "mine", Phone: "theirs", Skills: "theirs").Check().Must());
        var refused = new MergeFieldsDraft(Name: "both", PartyMember: "").Check();
        Assert.Equal(["name", "partyMember"], refused.Match(_ => [], refusal => refusal.Errors.Select(error => error.Field)));
    }

    [Fact]
    public void Refuses_by_field_what_does_not_go_together()
    {
        var refused = Combine("idNumber").Match(_ => [], refusal => refusal.Errors.Select(error => (error.Field, error.Rule)));
        Assert.Equal([("birthDate", "differs-from-id-number")], refused);
        Assert.Equal(new DateOnly(1990, 3, 7), Combine("idNumber", "birthDate").Must().Details.BirthDate);
    }

    [Fact]
    public void Undoes_what_it_changed_and_leaves_what_was_corrected_besides()
    {
        var merged = Combine("name", "phone").Must();
        Assert.Empty(Merging.Undo(merged, Theirs, Mine, merged).Must().DiffersIn(Mine));
        var corrected = merged with { Skills = ["驾驶"] };
        Assert.Equal(["skills"], Merging.Undo(corrected, Theirs, Mine, merged).Must().DiffersIn(Mine));
    }

    [Fact]
    public void Undoes_nothing_when_what_it_changed_was_corrected_or_a_number_would_be_two_peoples()
    {
        var merged = Combine("name").Must();
        Assert.Equal("changed-since-merge", CodeOf(Merging.Undo(merged with { Name = PersonName.Parse("王五").Must() }, Theirs, Mine, merged)));
        Assert.Equal("changed-since-merge", CodeOf(Merging.Undo(Merging.Take(merged, Theirs, ["phone"]), Theirs, Mine, merged)));
        Assert.Equal("changed-since-merge", CodeOf(Merging.Undo(Merging.Take(merged, Theirs, ["idNumber"]), Theirs, Mine, merged)));
    }

    [Theory]
    [InlineData("张三", "1980-01-01", "140213066005", "name birthDate areaCode")]
    [InlineData("张三", "1980-01-01", "140213066006", "name birthDate")]
    [InlineData("张三", null, "140213066005", "name areaCode")]
    [InlineData("张三", null, "140213066006", "")]
    [InlineData("张三", "1980-01-02", "140213066005", "")]
    [InlineData("李四", "1980-01-01", "140213066005", "")]
    public void Says_in_what_two_people_are_alike(string name, string? born, string area, string alike)
    {
        var other = Make(3, name, "14200000003", null, born) with { Area = AreaCode.Parse(area).Must() };
        Assert.Equal(alike, string.Join(' ', Likeness.Of(Mine, other)));
        Assert.Equal(alike, string.Join(' ', Likeness.Of(other, Mine)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abcdefghijklmnop")]
    [InlineData("abcdefghijklmnop-abcdefg")]
    [InlineData("abcdefghijklmnop-abcdefg1")]
    [InlineData("abcdefghijklmno1-abcdefgh")]
    public void Refuses_what_is_no_merge(string? text) => Assert.False(MergeId.Parse(text).TryGet(out _, out _));

    [Fact]
    public void Names_who_remains()
    {
        var id = MergeId.FromBytes(Mine.Id, [1, 2, 3, 4, 5]);
        Assert.Equal((Mine.Id, id), (id.Survivor, MergeId.Parse(id.Value).Must()));
    }

    private static Result<Person> Combine(params string[] taken) => Merging.Combine(Mine, Theirs, taken, _ => true, Now);

    private static string CodeOf(Result<Person> result) => result.Match(_ => "", refusal => refusal.Code);

    private static Person Make(byte number, string name, string phone, string? idNumber, string? born)
    {
        var id = idNumber is null ? null : ResidentId.Parse(idNumber).Must();
        return new Person(
            PersonId.FromBytes([number, 0, 0, 0, 0, 0, 0, 0, 0, 0]), number, VolunteerNumber.FromBytes([number, 0, 0, 0, 0, 0, 0, 0]),
            PersonName.Parse(name).Must(), AreaCode.Parse("140213066005").Must(),
            new PersonalDetails(PhoneNumber.Parse(phone).Must(), id, born is null ? id?.BirthDate : CivilDate.Parse(born).Must(), id?.Sex, null),
            [], [], null, Consents.ToParticipation("1", Now), Now);
    }
}
