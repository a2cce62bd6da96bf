using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;

namespace Outreach.Functions.Activities;

public sealed record VenueAnswer(string Name, double? Latitude, double? Longitude, int? RadiusMetres);

/// <param name="Free">Places that nobody holds or is offered; null where the list does not tell.</param>
public sealed record PostAnswer(string Name, int Capacity, int? Free);

/// <param name="PlacesFree">Places that nobody holds or is offered; null where there is no limit, or where the list does not tell.</param>
/// <param name="CreditFromPercent">The share of the length that one has to be there for to be credited any time;
/// absent where all time counts.</param>
public sealed record ActivityAnswer(
    string Id,
    [OneOf<ActivityStatus>] string Status,
    string Title,
    string Category,
    string OrganiserArea,
    string? CoOrganiser,
    VenueAnswer Venue,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset SignUpClosesAt,
    [OneOf<Audience>] string Audience,
    int? Capacity,
    int? PlacesFree,
    IReadOnlyList<PostAnswer>? Posts,
    int? MinimumAge,
    IReadOnlyList<string>? SkillsNeeded,
    string? RiskNotice,
    bool ServiceCounts,
    int? CreditFromPercent)
{
    public static ActivityAnswer Of(Activity activity) => Of(activity, null);

    public static ActivityAnswer Of(ActivityState state) => Of(state.Activity, state);

    private static ActivityAnswer Of(Activity activity, ActivityState? state)
    {
        var plan = activity.Plan;
        return new ActivityAnswer(
            activity.Id.Value, Kebab.Of(activity.Status), plan.Title, plan.Category.Value, plan.OrganiserArea.Value, plan.CoOrganiser,
            new VenueAnswer(plan.Venue.Name, plan.Venue.Location?.Latitude, plan.Venue.Location?.Longitude, plan.Venue.RadiusMetres),
            plan.StartsAt, plan.EndsAt, plan.SignUpClosesAt, Kebab.Of(plan.Audience), plan.Capacity,
            state is null ? null : plan.Capacity - state.Taken,
            [.. plan.Posts.Select(post => new PostAnswer(post.Name, post.Capacity, post.Capacity - state?.TakenByPost.GetValueOrDefault(post.Name)))],
            plan.MinimumAge, plan.SkillsNeeded, plan.RiskNotice, plan.ServiceCounts,
            plan.CreditFromPercent > 0 ? plan.CreditFromPercent : null);
    }
}

public sealed record ActivitiesAnswer(IReadOnlyList<ActivityAnswer> Items, string? Continuation);

[JsonSerializable(typeof(ActivityDraft))]
[JsonSerializable(typeof(ActivityAnswer))]
[JsonSerializable(typeof(ActivitiesAnswer))]
[JsonSerializable(typeof(CopyRequest))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignUpAnswer))]
internal sealed partial class ActivitiesJson : JsonSerializerContext
{
    public static readonly ActivitiesJson Contract = new(ContractJson.Options);
}
