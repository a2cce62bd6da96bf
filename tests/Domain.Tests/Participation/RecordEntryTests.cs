using Outreach.Domain.Participation;

namespace Outreach.Domain.Tests.Participation;

public sealed class RecordEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero); // 3 March in Pingcheng.

    private static TrainingDraft FirstAid => new(" 急救培训 ", "心肺复苏", 120, "红十字会", "2026-03-03");

    private static AwardDraft Star => new("优秀志愿者", "2026-03-03", "平城区文明办");

    [Fact]
    public void Takes_a_training_and_an_award_of_today()
    {
        Assert.Equal(new Training("急救培训", "心肺复苏", 120, "红十字会", new DateOnly(2026, 3, 3)), Training.Check(FirstAid, Now).Must());
        Assert.Equal(new Award("优秀志愿者", new DateOnly(2026, 3, 3), "平城区文明办"), Award.Check(Star, Now).Must());
    }

    [Fact]
    public void Is_the_same_entry_when_the_same_is_entered_and_another_when_anything_differs()
    {
        TrainingDraft[] others =
        [
            FirstAid with { Name = "急救" }, FirstAid with { Content = "包扎" }, FirstAid with { Minutes = 121 },
            FirstAid with { Host = "医院" }, FirstAid with { Date = "2026-03-02" },
        ];
        var id = IdOf(FirstAid);
        Assert.Equal(id, IdOf(FirstAid with { Name = "急救培训" }));
        Assert.Equal(others.Length + 1, others.Select(IdOf).Append(id).Distinct().Count());
        Assert.Equal(id, EntryId.Parse(id.Value).Must());
    }

    [Fact]
    public void Is_what_it_was_when_it_is_sent_back()
    {
        var (training, award) = (Training.Check(FirstAid, Now).Must(), Award.Check(Star, Now).Must());
        Assert.Equal(training, Training.Check(training.ToDraft(), Now).Must());
        Assert.Equal(award, Award.Check(award.ToDraft(), Now).Must());
    }

    [Theory]
    [InlineData("name", "required")]
    [InlineData("content", "required")]
    [InlineData("minutes", "required")]
    [InlineData("host", "required")]
    [InlineData("date", "required")]
    public void Names_every_field_of_a_training_that_is_missing(string field, string rule) =>
        Assert.Contains(Errors(Training.Check(new TrainingDraft(), Now)), error => error == (field, rule));

    public static TheoryData<TrainingDraft, string, string> WrongTrainings => new()
    {
        { FirstAid with { Name = new string('长', 61) }, "name", "text-too-long" },
        { FirstAid with { Content = new string('长', 501) }, "content", "text-too-long" },
        { FirstAid with { Content = "a\u0085b" }, "content", "text-characters" },
        { FirstAid with { Minutes = 0 }, "minutes", "out-of-range" },
        { FirstAid with { Minutes = 60_001 }, "minutes", "out-of-range" },
        { FirstAid with { Host = " " }, "host", "required" },
        { FirstAid with { Date = "2026-3-3" }, "date", "date-form" },
        { FirstAid with { Date = "2026-03-04" }, "date", "in-the-future" },
    };

    [Theory]
    [MemberData(nameof(WrongTrainings))]
    public void Names_the_field_of_a_training_that_is_wrong(TrainingDraft draft, string field, string rule) =>
        Assert.Equal((field, rule), Assert.Single(Errors(Training.Check(draft, Now))));

    public static TheoryData<AwardDraft, string, string> WrongAwards => new()
    {
        { Star with { Name = null }, "name", "required" },
        { Star with { Giver = new string('长', 61) }, "giver", "text-too-long" },
        { Star with { Date = "2026-03-04" }, "date", "in-the-future" },
        { Star with { Date = "1899-12-31" }, "date", "date-form" },
    };

    [Theory]
    [MemberData(nameof(WrongAwards))]
    public void Names_the_field_of_an_award_that_is_wrong(AwardDraft draft, string field, string rule) =>
        Assert.Equal((field, rule), Assert.Single(Errors(Award.Check(draft, Now))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCDEFGHIJKLMNOP")]
    [InlineData("abcdefghijklmno1")]
    [InlineData("abcdefghijklmnopq")]
    public void Refuses_what_is_no_id(string? text) => Assert.False(EntryId.Parse(text).TryGet(out _, out _));

    private static EntryId IdOf(TrainingDraft draft) => Training.Check(draft, Now).Must().NewId;

    private static IEnumerable<(string Field, string Rule)> Errors<T>(Result<T> result)
        where T : notnull => result.Match(_ => [], refusal => refusal.Errors.Select(error => (error.Field, error.Rule)));
}
