namespace Outreach.Bench.Load;

/// <summary>One kind of call that a district's day is made of.</summary>
/// <param name="Name">The function, and how it is called where that differs.</param>
/// <param name="Share">How many of a thousand calls.</param>
/// <param name="Expected">The statuses that are no error.</param>
/// <param name="Next">The next such call; null when there is nobody left to make it.</param>
internal sealed record Errand(string Name, int Share, int[] Expected, Func<BusyDistrict, Call?> Next);

/// <summary>A request, and what has come about when it was answered as expected.</summary>
internal sealed record Call(HttpRequestMessage Request, Action? Done = null);

/// <summary>
/// A district's day: most look, many stand at a door, some sign up, few register. The door of an activity has three calls a person (code,
/// check-in, check-out), so doors are more than a quarter of all.
/// </summary>
internal static class Mix
{
    public static readonly Errand RollCall = new("RecordRollCall", 10, [200], district => district.RollCall());
    public static readonly Errand SignIn = new("OpenSession", 30, [200], district => district.SignIn());
    public static readonly Errand SignUp = new("SignUpForActivity", 100, [200, 201], district => district.SignUp());
    public static readonly Errand Cancel = new("CancelSignUp", 30, [204], district => district.Cancel());
    public static readonly Errand CheckIn = new("CheckIn", 80, [201], district => district.CheckIn());
    public static readonly Errand CheckOut = new("CheckOut", 70, [201], district => district.CheckOut());

    public static IReadOnlyList<Errand> All { get; } =
    [
        new("GetArea", 80, [200], district => district.Area()),
        new("ListAreas", 60, [200], district => district.Areas()),
        new("ListActivities", 180, [200], district => district.Activities()),
        new("GetActivity", 180, [200], district => district.Activity()),
        new("GetMe", 40, [200], district => district.Me()),
        new("GetPersonRecord", 30, [200], district => district.OwnRecord()),
        new("RegisterVolunteer", 15, [201], district => district.Register()),
        new("RegisterVolunteer, form", 15, [201], district => district.RegisterByForm()),
        SignIn, SignUp, Cancel, CheckIn, CheckOut, RollCall,
        new("GetCheckInCode", 40, [200], district => district.DoorCode()),
        new("GetActivityParticipation", 20, [200], district => district.LiveParticipation()),
        new("GetAreaParticipation", 20, [200], district => district.DistrictPage()),
    ];

    /// <summary>One of them, each as often as its share.</summary>
    public static Errand Draw(Random random)
    {
        var at = random.Next(All.Sum(errand => errand.Share));
        foreach (var errand in All)
        {
            if ((at -= errand.Share) < 0)
                return errand;
        }

        return All[^1];
    }
}
