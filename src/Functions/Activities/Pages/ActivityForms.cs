using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Functions.Http.Pages;

namespace Outreach.Functions.Activities.Pages;

/// <summary>The form for an activity's plan, as it is posted.</summary>
internal static partial class ActivityForms
{
    /// <summary>What the form says; its posts stand one a line, each with the number of its places behind the name.</summary>
    public static async Task<Result<ActivityDraft>> ReadActivity(this HttpRequest request, CancellationToken cancellation)
    {
        var read = await request.ReadForm(
            ActivitiesJson.Contract.ActivityDraft, cancellation,
            lists: ["skillsNeeded"], times: ["startsAt", "endsAt", "signUpClosesAt"], apart: ["posts"]);
        var posts = PostsOf((await request.ReadFormAsync(cancellation))["posts"].ToString());
        return read.Then<ActivityDraft>(draft => posts.IsEmpty ? draft : draft with { Posts = posts });
    }

    /// <summary>
    /// Stands for a plan in the address of the form that was made from it. Not the activity's version: that one counts sign-ups too, which
    /// are in no editor's way.
    /// </summary>
    public static string FingerprintOf(ActivityDraft plan) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan, ActivitiesJson.Contract.ActivityDraft)).AsSpan(0, 8));

    /// <summary>A line without a number has none: what is missing is said by the rule for posts, not here.</summary>
    private static ImmutableArray<PostDraft> PostsOf(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => Line().Match(line) is { Success: true } match
            ? new PostDraft(match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
            : new PostDraft(line)),
    ];

    [GeneratedRegex(@"^(.+?)[\s:：,，]+(\d{1,6})\s*人?\z")]
    private static partial Regex Line();
}
