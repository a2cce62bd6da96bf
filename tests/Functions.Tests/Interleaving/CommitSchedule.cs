using CsCheck;

namespace Outreach.Functions.Tests.Interleaving;

/// <summary>What somebody asks of the activity.</summary>
internal enum Wish
{
    Comes,
    Leaves,

    /// <summary>Is named in a roll call, of which a message tells.</summary>
    Attends,

    /// <summary>Asks for a row that no store takes.</summary>
    AsksTooMuch,

    /// <summary>Meets a bug in the decision.</summary>
    MeetsABug,
}

/// <summary>What becomes of a call to the store, or of one of the SDK's attempts at it.</summary>
internal enum Reply
{
    Arrives,

    /// <summary>The store is too busy, and does nothing.</summary>
    IsARefusal,

    /// <summary>The connection breaks before the store gets to know of it.</summary>
    NeverSent,

    /// <summary>The store did what it was asked, and the connection breaks then.</summary>
    GetsLost,
}

/// <summary>One step of a schedule.</summary>
internal abstract record CommitStep(int Host);

/// <summary>A person calls a host; who is impatient leaves at once, without the answer.</summary>
internal sealed record Asks(int Host, int Who, Wish Wish, bool Impatient) : CommitStep(Host);

/// <summary>The store answers the call that a host has waited for the longest; nothing where it waits for none.</summary>
internal sealed record Answers(int Host, Reply Reply) : CommitStep(Host);

/// <summary>In which order callers, hosts and the store come to act. When the steps are over, everything that is left arrives.</summary>
internal sealed record CommitSchedule(IReadOnlyList<CommitStep> Steps)
{
    public const int Hosts = 2;

    private static readonly Gen<int> AnyHost = Gen.Int[0, Hosts - 1];

    private static readonly Gen<CommitStep> AnyAsking = Gen.Select(
        AnyHost,
        Gen.Int[1, 4],
        Gen.Frequency(
            (8, Gen.Const(Wish.Comes)), (5, Gen.Const(Wish.Leaves)), (5, Gen.Const(Wish.Attends)), (1, Gen.Const(Wish.AsksTooMuch)),
            (1, Gen.Const(Wish.MeetsABug))),
        Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true))),
        CommitStep (host, who, wish, impatient) => new Asks(host, who, wish, impatient));

    private static readonly Gen<CommitStep> AnyAnswer = Gen.Select(
        AnyHost,
        Gen.Frequency(
            (12, Gen.Const(Reply.Arrives)), (2, Gen.Const(Reply.IsARefusal)), (1, Gen.Const(Reply.NeverSent)), (4, Gen.Const(Reply.GetsLost))),
        CommitStep (host, reply) => new Answers(host, reply));

    /// <summary>A few callers, and so many answers that some of the calls to the store they lead to are answered as the schedule says.</summary>
    public static readonly Gen<CommitSchedule> Any =
        Gen.Frequency((10, AnyAsking), (14, AnyAnswer)).List[1, 20].Select(steps => new CommitSchedule(steps));

    public override string ToString() => string.Join('\n', Steps);
}
