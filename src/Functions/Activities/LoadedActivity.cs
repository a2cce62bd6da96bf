using System.Collections.Immutable;
using Azure;
using Outreach.Domain.Activities;

namespace Outreach.Functions.Activities;

/// <summary>
/// The row that every commit of an activity replaces: who still sees the same ETag knows that nobody else committed.
/// </summary>
/// <param name="Version">Counts the commits, from 1. Every row carries the version that wrote it.</param>
/// <param name="Marked">Whether the activity stands among the changed ones, for the night to find.</param>
/// <param name="OffersDueAt">When the activity falls due among those with offers, at the latest; null when it does not stand there.</param>
/// <param name="ReducedAt">The last version that took rows away, which nobody sees who only reads what was written since; 0 for none.</param>
/// <param name="Commit">Which commit wrote the version, for who made it and lost the reply.</param>
internal sealed record RosterRow(
    long Version, bool Marked, DateTimeOffset? OffersDueAt, ETag ETag, long ReducedAt = 0, Guid Commit = default);

/// <summary>An answer that stands, and the version of the activity in which it does.</summary>
internal sealed record Committed<T>(T Answer, long Version);

/// <summary>An activity as it was read: its state at the version of its roster row.</summary>
internal sealed record LoadedActivity(ActivityState State, RosterRow Roster)
{
    /// <summary>The messages of commits that nobody had sent, or whose sending nobody had noted, when the whole partition was read.</summary>
    public ImmutableArray<ActivityCommitted> Unsent { get; init; } = [];
}
