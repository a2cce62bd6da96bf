using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Outreach.Bench.Faults;

/// <summary>What goes wrong with a call from a host to its store.</summary>
internal enum FaultKind
{
    /// <summary>Answers 500 and does nothing.</summary>
    Error,

    /// <summary>Answers 503 and does nothing, as the store does that is asked too much.</summary>
    Busy,

    /// <summary>Says nothing for a while, and then breaks the connection.</summary>
    Silence,

    /// <summary>Breaks the connection before anything is done.</summary>
    Reset,

    /// <summary>Does what was asked, and breaks the connection before it says so.</summary>
    LostReply,

    /// <summary>Puts a message into its queue twice.</summary>
    Twice,

    /// <summary>Lets nobody see a message for some seconds.</summary>
    Late,

    /// <summary>Puts a good message among those that were set aside, as if it had failed too often.</summary>
    SetAside,
}

/// <summary>A time in which a host's calls to its store go wrong in one way.</summary>
/// <param name="From">After the start, inclusive.</param>
/// <param name="Every">Each so-many-th call that it can befall; 1 for all of them.</param>
/// <param name="Pause">How long a silence lasts, and how late a message comes; whole seconds.</param>
internal sealed record FaultWindow(TimeSpan From, TimeSpan Length, int Host, FaultKind Kind, int Every, TimeSpan Pause);

/// <summary>That a host is killed, and when somebody starts it again.</summary>
internal sealed record HostKill(TimeSpan At, int Host, TimeSpan Down);

/// <summary>That somebody puts garbage into a queue, or, where there is none, sends again what was set aside.</summary>
/// <param name="Body">As it stands in the queue; null for a replay.</param>
/// <param name="AmongPoison">Whether the garbage is put where it ends up anyway.</param>
internal sealed record OperatorAct(TimeSpan At, string Queue, string? Body, bool AmongPoison);

/// <summary>What activities are there for.</summary>
internal enum StageKind
{
    /// <summary>People come to the door now.</summary>
    Door,

    /// <summary>It has fewer places than people want.</summary>
    Short,

    /// <summary>It is at the time of another.</summary>
    Clash,

    /// <summary>It is over, and what happened is written down now.</summary>
    Past,
}

/// <param name="Starts">After the start of the run.</param>
/// <param name="Capacity">Null for as many as come.</param>
/// <param name="PostPlaces">The places of its one post; null where it has none.</param>
/// <param name="Community">Which of the sample's.</param>
internal sealed record StageActivity(StageKind Kind, TimeSpan Starts, TimeSpan Lasts, int? Capacity, int? PostPlaces, int Community);

/// <summary>What a client means to get done.</summary>
internal enum IntentionKind
{
    Register,
    SignUp,
    SignUpForBoth,
    Cancel,
    CheckIn,
    CheckOut,
    RollCall,
    Batch,
    MakeUp,
    Correct,
    Create,
    Edit,
    CallOff,
}

/// <summary>Something that a client gets done, however often it has to ask.</summary>
/// <param name="Client">Residents come first, organisers after them. A client does one thing after the other.</param>
/// <param name="At">After the start, or later where the client is still busy.</param>
/// <param name="Host">Which host is asked first.</param>
/// <param name="Activity">Of the stage, or, for what an organiser creates, the number of it.</param>
/// <param name="Other">The second activity of a pair, or a number that makes a difference within the kind.</param>
/// <param name="People">The residents it is about, where they are others.</param>
internal sealed record Intention(
    int Client, TimeSpan At, IntentionKind Kind, int Host, int Activity = 0, int Other = 0, ImmutableArray<int>? People = null);

/// <summary>All that happens in a run but for what the machine makes of it: it follows from the seed alone.</summary>
/// <param name="Skew">How far the second host's clock is ahead.</param>
/// <param name="Settled">How many residents are registered before anything goes wrong; the others register in the run.</param>
internal sealed record FaultPlan(
    int Seed,
    TimeSpan Length,
    TimeSpan Skew,
    int Settled,
    int Residents,
    ImmutableArray<StageActivity> Stage,
    ImmutableArray<FaultWindow> Windows,
    ImmutableArray<HostKill> Kills,
    ImmutableArray<OperatorAct> Acts,
    ImmutableArray<Intention> Intentions)
{
    public const int Hosts = 2;

    public const int Organisers = 4;

    /// <summary>The same for the same plan, and another for any other.</summary>
    public string Digest()
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this, FaultPlanJson.Default.FaultPlan);
        return Convert.ToHexStringLower(SHA256.HashData(text))[..16];
    }
}

[JsonSerializable(typeof(FaultPlan))]
internal sealed partial class FaultPlanJson : JsonSerializerContext;
