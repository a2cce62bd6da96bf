using System.Collections.Immutable;
using Outreach.Domain.Activities;
using Outreach.Web.Activities;
using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Attendance;

/// <summary>The list to call the roll by.</summary>
/// <param name="Now">When the list was as it is shown.</param>
/// <param name="Recorded">How many lines of a roll call were just taken; null where none was.</param>
public sealed record RollCallView(Activity Activity, IReadOnlyList<PersonLine> People, DateTimeOffset Now, int? Recorded)
    : PageView(typeof(RollCallPage))
{
    /// <summary>Of whom no call was taken.</summary>
    public IReadOnlyList<UntakenLine> Untaken { get; init; } = [];

    /// <summary>The ids of who was ticked in a form that was refused.</summary>
    public IReadOnlySet<string> Ticked { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>What was typed into a form that was refused.</summary>
    public string? Number { get; init; }

    public override Bilingual Title => new("点名", "Roll call");

    public override string Path => $"/organise/{Activity.Id}/roll-call";

    /// <summary>Runs also where no note can be made any more: what is still on the device is sent, and what was refused is told.</summary>
    public override string? Script => "roll-call.js";

    public bool TakesRollCall => Activity.Status == ActivityStatus.Published;

    /// <summary>Whether the activity is over: then whoever is called was there for the whole time, which no device can note of now.</summary>
    public bool IsOver => Now >= Activity.Plan.EndsAt;

    public bool TakesNotes => TakesRollCall && !IsOver;
}

/// <param name="Name">Null where nobody is left behind the id.</param>
public sealed record UntakenLine(string? Name, string Why);
