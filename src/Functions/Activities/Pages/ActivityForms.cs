using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http.Pages;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The form for an activity's plan, as it is posted.</summary>
internal static class ActivityForms
{
    /// <summary>What the form says; its posts stand one a line, each with the number of its places behind the name.</summary>
    public static async Task<PostedForm<ActivityDraft>> ReadActivity(this HttpRequest request, CancellationToken cancellation)
    {
        var read = await request.ReadForm(
            ActivitiesJson.Contract.ActivityDraft, cancellation,
            lists: ["skillsNeeded"], times: ["startsAt", "endsAt", "signUpClosesAt"], apart: ["posts"]);
        ImmutableArray<PostDraft> posts =
            [.. (await request.ReadFormAsync(cancellation)).ReadLines("posts").Select(line => new PostDraft(line.Name, line.Number))];
        return read with { Sent = read.Sent is { } draft ? draft with { Venue = draft.Venue ?? new VenueDraft(), Posts = posts } : null };
    }

    /// <summary>
    /// Stands for a plan in the address of the form that was made from it. Not the activity's version: that one counts sign-ups too, which
    /// are in no editor's way.
    /// </summary>
    /// <param name="plan">As it stands.</param>
    public static string FingerprintOf(ActivityDraft plan) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan, ActivitiesJson.Contract.ActivityDraft)).AsSpan(0, 8));

    /// <summary>What stands for the plan that a form comes to; null for a form that comes to none.</summary>
    public static string? FingerprintAfter(ActivityDraft sent) =>
        ActivityPlanning.Check(sent).Match<string?>(plan => FingerprintOf(ActivityDraft.Of(plan)), _ => null);
}
