using Outreach.Domain.Activities;
using Outreach.Domain.Participation;
using Outreach.Functions.People.Merging;

namespace Outreach.Functions.Participation;

/// <summary>Who is signed up, there and gone at this moment, with an alias counted as who remains.</summary>
public sealed class LiveLists(AliasStore aliases, TimeProvider clock)
{
    internal async Task<LiveParticipation> Of(ActivityState state, CancellationToken cancellation) =>
        LiveParticipation.Of(state.As(await aliases.All(cancellation)), clock.GetUtcNow());
}
