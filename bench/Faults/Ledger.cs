using System.Collections.Concurrent;

namespace Outreach.Bench.Faults;

/// <summary>A person on an activity.</summary>
internal sealed record Subject(string Activity, string Person);

/// <summary>What somebody was last told of when they, or another, came and left.</summary>
/// <param name="Minutes">Null where nobody told any.</param>
/// <param name="Absent">It was approved that they were not there.</param>
internal sealed record ToldAttendance(DateTimeOffset CheckedIn, DateTimeOffset? CheckedOut = null, long? Minutes = null, bool Absent = false);

/// <param name="Title">Known by nobody else.</param>
/// <param name="Capacity">Null for as many as come.</param>
internal sealed record ToldActivity(string Id, string Title, string Status, int? Capacity);

/// <summary>
/// What clients were told: this has to be there in the end, once. And what they asked for, whether or not they were told: nothing else
/// may be there. Of a person on an activity one client at a time tells, so the last word stands.
/// </summary>
internal sealed class Ledger
{
    /// <summary>How somebody's sign-up stands, as the contract names it; empty for who gave it back.</summary>
    public ConcurrentDictionary<Subject, string> Places { get; } = new();

    public ConcurrentDictionary<Subject, ToldAttendance> Attendances { get; } = new();

    /// <summary>Minutes made up that were approved.</summary>
    public ConcurrentDictionary<Subject, long> MakeUps { get; } = new();

    /// <summary>By the title under which they were created.</summary>
    public ConcurrentDictionary<string, ToldActivity> Activities { get; } = new();

    /// <summary>The ids of who was registered, by their names.</summary>
    public ConcurrentDictionary<string, string> People { get; } = new();

    /// <summary>Of whom something was asked for that nobody answered: it may have been done or not.</summary>
    public ConcurrentDictionary<Subject, bool> Open { get; } = new();

    /// <summary>Who asked for a place, or of whom somebody asked to write down that they came.</summary>
    public ConcurrentDictionary<Subject, bool> Asked { get; } = new();

    /// <summary>The titles and names that were asked for.</summary>
    public ConcurrentDictionary<string, bool> AskedNames { get; } = new();

    public int Acknowledged => Places.Count + Attendances.Count + MakeUps.Count + Activities.Count + People.Count;

    /// <summary>Notes what a call asks for, makes it, and notes where nobody answered.</summary>
    public async Task<Reply?> Ask(IReadOnlyCollection<Subject> subjects, Func<Task<Reply?>> call)
    {
        foreach (var subject in subjects)
            Asked[subject] = true;
        var reply = await call();
        foreach (var subject in reply is null ? subjects : [])
            Open[subject] = true;
        return reply;
    }
}
