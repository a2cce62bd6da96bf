using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;

namespace Outreach.Domain.Tests.Attendance;

public sealed class CheckInCodeTests
{
    private const string SceneAlphabet = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,/:;=?@-._~`";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly ActivityId Activity = ActivityId.Parse("17").Must();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public void Issues_the_code_of_the_vector_until_the_step_ends()
    {
        var code = CheckInCode.Issue(Key, Activity, CheckInKind.In, Now);
        Assert.Equal("17.56666666.ojrX6vBsR8Pf", code.Value);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(56_666_667 * 30), code.ExpiresAt);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Accepts_the_present_step_and_its_neighbours(int steps, bool accepted)
    {
        var sent = CheckInCode.Issue(Key, Activity, CheckInKind.In, Now.AddSeconds(30 * steps)).Value;
        Assert.Equal(accepted ? null : "code-expired", CheckInCode.Check(Key, sent, Activity, CheckInKind.In, Now).Rule());
    }

    [Fact]
    public void Serves_one_kind_one_activity_and_one_key_alone()
    {
        var sent = CheckInCode.Issue(Key, Activity, CheckInKind.In, Now).Value;
        Assert.Equal("code-expired", CheckInCode.Check(Key, sent, Activity, CheckInKind.Out, Now).Rule());
        Assert.Equal("code-expired", CheckInCode.Check(Key, sent, ActivityId.Parse("18").Must(), CheckInKind.In, Now).Rule());
        Assert.Equal("code-expired", CheckInCode.Check([.. Key.Reverse()], sent, Activity, CheckInKind.In, Now).Rule());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("17.56666666.")]
    [InlineData("17.56666666.ojrX6vBsR8Pg")]
    [InlineData("17.56666666.OJRX6VBSR8PF")]
    [InlineData("17.56666666.ojrX6vBsR8Pf ")]
    public void Refuses_a_code_that_is_not_the_one_at_the_door(string? sent) =>
        Assert.Equal("code-expired", CheckInCode.Check(Key, sent, Activity, CheckInKind.In, Now).Rule());

    [Fact]
    public void Fits_the_scene_of_a_mini_program_with_the_longest_id_for_centuries()
    {
        var longest = ActivityId.Parse("zzzzzzzzzz").Must();
        var code = CheckInCode.Issue(Key, longest, CheckInKind.Out, new DateTimeOffset(2064, 1, 1, 0, 0, 0, TimeSpan.Zero)).Value;
        Assert.InRange(code.Length, 1, 32);
        Assert.All(code, character => Assert.Contains(character, SceneAlphabet));
    }
}
