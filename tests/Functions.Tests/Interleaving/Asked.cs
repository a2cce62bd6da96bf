using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>What a caller got to know: an answer and the version in which it stands, a refusal, or an exception.</summary>
internal sealed record Told(string? Answer, long Version, string? Refused, Exception? Failure);

/// <summary>A call of a host.</summary>
/// <param name="Number">In the order of arrival, over all hosts.</param>
internal sealed record Asked(int Number, Asks Step)
{
    /// <summary>A text that fits no property.</summary>
    private static readonly string s_tooMuch = new('x', 40_000);

    public const string New = ", new";

    /// <summary>What the caller was told; null while nothing was.</summary>
    public Told? Told { get; set; }

    /// <summary>Whether it can come to an end other than a failure.</summary>
    public bool CanSucceed => Step.Wish is not (Wish.AsksTooMuch or Wish.MeetsABug);

    public Result<Decision<string>> Decide(ActivityState state)
    {
        var (who, now) = (Person(Step.Who), state.Plan.StartsAt.AddHours(1));
        return Step.Wish switch
        {
            Wish.Comes => Said(Roster.SignUp(state, new Applicant(who, null, HasGuardian: false, []), null, OfferTerms.Default, now), Text),
            Wish.Leaves => Said(Roster.Cancel(state, who.Person, OfferTerms.Default, now), Text),
            Wish.Attends => Said(RollCall.Record(state, who, state.Plan.StartsAt, null, Person(9).Person, now), outcome =>
                outcome == RollCallOutcome.Recorded ? "there" + New : "there"),
            Wish.AsksTooMuch => Decision<string>.Of("written", new SignUp(Person(5), s_tooMuch, SignUpStatus.Cancelled, 0, now)),
            _ => throw new InvalidOperationException("a bug"),
        };
    }

    public override string ToString() => $"{Number}: {Step}";

    private static Result<Decision<string>> Said<T>(Result<Decision<T>> decision, Func<T, string> text) =>
        decision.Then<Decision<string>>(d => new Decision<string>(d.Facts, text(d.Answer)));

    private static string Text(Place place) => $"{place.Status} {place.Position}{(place.IsNew ? New : "")}";

    private static Participant Person(int number)
    {
        var bytes = new byte[10];
        bytes[0] = (byte)number;
        return new Participant(PersonId.FromBytes(bytes), (uint)number, AreaCode.Parse(App.Community).Must(), null, PartyMember: false);
    }
}
