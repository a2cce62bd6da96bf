using System.Collections.Immutable;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;

namespace Outreach.Domain.Activities;

/// <summary>
/// Everything that a decision about one activity may depend on: its header, sign-ups and attendances, with the counts that
/// follow from them. Immutable; <see cref="Apply(ActivityFact)"/> gives the state after a fact.
/// </summary>
public sealed record ActivityState
{
    private ActivityState(Activity activity) => Activity = activity;

    public Activity Activity { get; private init; }

    /// <summary>Counts the commits that the state has seen; 0 where it was never written.</summary>
    public long Version { get; private init; }

    public ImmutableDictionary<PersonId, SignUp> SignUps { get; private init; } = ImmutableDictionary<PersonId, SignUp>.Empty;

    public ImmutableDictionary<PersonId, AttendanceFact> Attendances { get; private init; } =
        ImmutableDictionary<PersonId, AttendanceFact>.Empty;

    /// <summary>Attendances that were found not to have been; they count nowhere, and are known so that nobody records them again.</summary>
    public ImmutableDictionary<PersonId, AttendanceFact> Struck { get; private init; } = ImmutableDictionary<PersonId, AttendanceFact>.Empty;

    public ImmutableDictionary<PersonId, CheckOutAhead> CheckOutsAhead { get; private init; } =
        ImmutableDictionary<PersonId, CheckOutAhead>.Empty;

    public ImmutableDictionary<PersonId, MakeUp> MakeUps { get; private init; } = ImmutableDictionary<PersonId, MakeUp>.Empty;

    public ImmutableDictionary<PersonId, Correction> Corrections { get; private init; } = ImmutableDictionary<PersonId, Correction>.Empty;

    public ImmutableDictionary<PersonId, Evaluation> Evaluations { get; private init; } = ImmutableDictionary<PersonId, Evaluation>.Empty;

    /// <summary>What the activity achieved beyond its participants; null until it is entered.</summary>
    public OutreachResults? Results { get; private init; }

    /// <summary>How many hold a place for certain.</summary>
    public int Confirmed { get; private init; }

    /// <summary>Who is offered a place, in the order in which the offers end.</summary>
    public ImmutableSortedDictionary<(DateTimeOffset ExpiresAt, long Order), PersonId> Offers { get; private init; } =
        ImmutableSortedDictionary<(DateTimeOffset ExpiresAt, long Order), PersonId>.Empty;

    /// <summary>How many places are taken at each post that was ever chosen: confirmed, or held by an offer.</summary>
    public ImmutableDictionary<string, int> TakenByPost { get; private init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The waiting list in order of arrival.</summary>
    public ImmutableSortedDictionary<long, PersonId> Waiting { get; private init; } = ImmutableSortedDictionary<long, PersonId>.Empty;

    /// <summary>The highest order that was ever given out, by whomever holds it now.</summary>
    public long LastOrder { get; private init; }

    public ActivityPlan Plan => Activity.Plan;

    /// <summary>How many places are taken: confirmed, or held by an offer.</summary>
    public int Taken => Confirmed + Offers.Count;

    /// <summary>Places that nobody holds or is offered, where there are posts at any of them; null where there is no limit.</summary>
    public int? Free => Plan.Posts.IsEmpty
        ? Left
        : (int)Math.Min(Plan.Posts.Sum(post => (long)FreeAt(post)), Left ?? int.MaxValue);

    private int? Left => Plan.Capacity is { } capacity ? Math.Max(0, capacity - Taken) : null;

    /// <summary>The offer that ends first; null when there is none.</summary>
    public SignUp? FirstOffer => Offers.IsEmpty ? null : SignUps[Offers.First().Value];

    /// <summary>Whether a place is free that somebody in the waiting list could have.</summary>
    public bool SomebodyWaitingFits =>
        !Waiting.IsEmpty && HasRoom(null) && WaitingByPost.Any(post => post.Value > 0 && HasRoom(PostOf(post.Key)));

    /// <summary>Who is next when a place is free: the earliest of the waiting list whose post has room; null when nobody fits.</summary>
    public SignUp? NextInLine =>
        SomebodyWaitingFits ? Waiting.Values.Select(person => SignUps[person]).First(signUp => HasRoom(signUp.Post)) : null;

    /// <summary>How many wait for each post; who wants no particular one stands under the empty name.</summary>
    private ImmutableDictionary<string, int> WaitingByPost { get; init; } = ImmutableDictionary<string, int>.Empty;

    public static ActivityState Of(Activity activity) => new(activity);

    public ActivityState Apply(ActivityFact fact) => fact switch
    {
        Activity activity => this with { Activity = activity },
        AttendanceFact { StruckAt: not null } struck => this with
        {
            Attendances = Attendances.Remove(struck.Person),
            Struck = Struck.SetItem(struck.Person, struck),
        },
        AttendanceFact attendance => this with
        {
            Attendances = Attendances.SetItem(attendance.Person, attendance),
            Struck = Struck.Remove(attendance.Person),
        },
        CheckOutAhead ahead => this with { CheckOutsAhead = CheckOutsAhead.SetItem(ahead.Person, ahead) },
        MakeUp makeUp => this with { MakeUps = MakeUps.SetItem(makeUp.Person, makeUp) },
        Correction correction => this with { Corrections = Corrections.SetItem(correction.Person, correction) },
        Evaluation evaluation => this with { Evaluations = Evaluations.SetItem(evaluation.Person, evaluation) },
        OutreachResults results => this with { Results = results },
        SignUp signUp => Replace(SignUps.GetValueOrDefault(signUp.Who.Person), signUp),
        Forgotten forgotten => Without(forgotten.Who),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not a fact of an activity."),
    };

    /// <summary>Whether there is an earlier fact of the same subject, which the given one replaces.</summary>
    public bool Replaces(ActivityFact fact) => fact switch
    {
        SignUp signUp => SignUps.ContainsKey(signUp.Who.Person),
        AttendanceFact attendance => Attendances.ContainsKey(attendance.Person) || Struck.ContainsKey(attendance.Person),
        _ => true,
    };

    /// <summary>The same state, as a commit wrote it.</summary>
    public ActivityState At(long version) => this with { Version = version };

    /// <summary>The time between a person's check-in and check-out; none for who was not there.</summary>
    public ServiceMinutes CreditOf(PersonId person) => Attendances.GetValueOrDefault(person)?.Credit(Plan) ?? ServiceMinutes.Zero;

    /// <summary>
    /// The time made up that counts for a person: approved, and with the credit no more than the activity's length, even if a
    /// check-out was recorded after it was approved.
    /// </summary>
    public ServiceMinutes MakeUpOf(PersonId person) => MakeUps.GetValueOrDefault(person) is { Status: AmendmentStatus.Approved } makeUp
        ? ServiceMinutes.Of(Math.Clamp(Plan.Minutes - CreditOf(person).Value, 0, makeUp.Minutes.Value)).Must()
        : ServiceMinutes.Zero;

    /// <summary>Whose record the activity stands in: who attended, and who got time made up.</summary>
    public IEnumerable<PersonId> Recorded => Attendances.Keys.Union(Struck.Keys).Union(MakeUps.Keys);

    /// <summary>A person as they were when they signed up or came; as given where they did neither.</summary>
    public Participant AsKnown(Participant who) =>
        Attendances.GetValueOrDefault(who.Person)?.Who ?? SignUps.GetValueOrDefault(who.Person)?.Who ?? who;

    /// <summary>
    /// What the facts say when everything said of an alias is said of who remains. Nobody is there twice: of two attendances the one
    /// with more credit stands, of two make-ups the approved one with more time, and at the same the person's own. Who holds which
    /// places stays as it is, so nothing is decided on this state.
    /// </summary>
    public ActivityState As(Aliases aliases)
    {
        var people = SignUps.Keys.Concat(Attendances.Keys).Concat(MakeUps.Keys).Concat(Evaluations.Keys);
        return aliases.All.IsEmpty || !people.Any(aliases.Name) ? this : this with
        {
            SignUps = Unite(SignUps, aliases, s => s with { Who = aliases.SurvivorOf(s.Who) }, s => s.Stands ? 1 : 0),
            Attendances = Unite(Attendances, aliases, a => a with { Who = aliases.SurvivorOf(a.Who) }, a => a.Credit(Plan).Value),
            MakeUps = Unite(MakeUps, aliases, m => m with { Who = aliases.SurvivorOf(m.Who) }, ApprovedMinutes),
            Evaluations = Unite(Evaluations, aliases, e => e with { Of = aliases.SurvivorOf(e.Of) }, e => e.At.UtcTicks),
        };
    }

    public ActivityState Apply(IEnumerable<ActivityFact> facts) => facts.Aggregate(this, (state, fact) => state.Apply(fact));

    /// <summary>Whether a place is free, at a post or, where none is named, anywhere.</summary>
    public bool HasRoom(string? post) =>
        (Plan.Capacity is not { } capacity || Taken < capacity) &&
        (post is null || TakenByPost.GetValueOrDefault(post) < Plan.Posts.First(p => p.Name == post).Capacity);

    /// <summary>Places of a post that nobody holds or is offered, and no more than are free in all.</summary>
    public int FreeAt(Post post) => Math.Max(0, Math.Min(post.Capacity - TakenByPost.GetValueOrDefault(post.Name), Left ?? int.MaxValue));

    /// <summary>When an offer ends (exclusive): at its own time, or when sign-up closes, should that have been moved forward.</summary>
    public DateTimeOffset EndOf(SignUp offer) => offer.OfferExpiresAt is { } own && own < Plan.SignUpClosesAt ? own : Plan.SignUpClosesAt;

    /// <summary>The place of a waiting person in the list, from 1.</summary>
    public int PositionOf(SignUp waiting) =>
        waiting.Order == LastOrder ? Waiting.Count : Waiting.Keys.TakeWhile(order => order <= waiting.Order).Count();

    /// <summary>Everything that the activity says of a person.</summary>
    public IEnumerable<ActivityFact> About(PersonId person) => new ActivityFact?[]
    {
        SignUps.GetValueOrDefault(person), Attendances.GetValueOrDefault(person), Struck.GetValueOrDefault(person),
        CheckOutsAhead.GetValueOrDefault(person), MakeUps.GetValueOrDefault(person), Corrections.GetValueOrDefault(person),
        Evaluations.GetValueOrDefault(person),
    }.OfType<ActivityFact>();

    private ActivityState Without(PersonId person)
    {
        var state = SignUps.GetValueOrDefault(person) is { } signUp ? Replace(signUp, signUp with { Status = SignUpStatus.Cancelled }) : this;
        return state with
        {
            SignUps = state.SignUps.Remove(person),
            Attendances = state.Attendances.Remove(person),
            Struck = state.Struck.Remove(person),
            CheckOutsAhead = state.CheckOutsAhead.Remove(person),
            MakeUps = state.MakeUps.Remove(person),
            Corrections = state.Corrections.Remove(person),
            Evaluations = state.Evaluations.Remove(person),
        };
    }

    private static ImmutableDictionary<PersonId, T> Unite<T>(
        ImmutableDictionary<PersonId, T> facts, Aliases aliases, Func<T, T> tell, Func<T, long> weight) => facts
        .GroupBy(fact => aliases.SurvivorOf(fact.Key))
        .ToImmutableDictionary(group => group.Key, group => tell(group
            .OrderByDescending(fact => weight(fact.Value))
            .ThenBy(fact => aliases.Name(fact.Key)).ThenBy(fact => fact.Key.Value, StringComparer.Ordinal)
            .First().Value));

    private static long ApprovedMinutes(MakeUp makeUp) => makeUp.Status == AmendmentStatus.Approved ? makeUp.Minutes.Value : -1;

    private ActivityState Replace(SignUp? before, SignUp after) => this with
    {
        SignUps = SignUps.SetItem(after.Who.Person, after),
        Confirmed = Confirmed - (before is { Status: SignUpStatus.Confirmed } ? 1 : 0) + (after.Status == SignUpStatus.Confirmed ? 1 : 0),
        Offers = Replace(Offers, before, after, SignUpStatus.Offered, signUp => (signUp.OfferExpiresAt ?? default, signUp.Order)),
        Waiting = Replace(Waiting, before, after, SignUpStatus.Waiting, signUp => signUp.Order),
        TakenByPost = Count(TakenByPost, before, after, signUp => signUp.HoldsPlace ? signUp.Post : null),
        WaitingByPost = Count(WaitingByPost, before, after, signUp => signUp.Status == SignUpStatus.Waiting ? signUp.Post ?? AnyPost : null),
        LastOrder = Math.Max(LastOrder, after.Order),
    };

    private static ImmutableSortedDictionary<T, PersonId> Replace<T>(
        ImmutableSortedDictionary<T, PersonId> line, SignUp? before, SignUp after, SignUpStatus status, Func<SignUp, T> key)
        where T : notnull
    {
        if (before?.Status == status)
            line = line.Remove(key(before));
        return after.Status == status ? line.SetItem(key(after), after.Who.Person) : line;
    }

    private static ImmutableDictionary<string, int> Count(
        ImmutableDictionary<string, int> counts, SignUp? before, SignUp after, Func<SignUp, string?> post)
    {
        if (before is not null && post(before) is { } left)
            counts = counts.SetItem(left, counts.GetValueOrDefault(left) - 1);
        return post(after) is { } entered ? counts.SetItem(entered, counts.GetValueOrDefault(entered) + 1) : counts;
    }

    private const string AnyPost = "";

    private static string? PostOf(string name) => name == AnyPost ? null : name;
}
