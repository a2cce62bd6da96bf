using System.Globalization;
using CsvHelper;
using Outreach.Domain.Activities;

namespace Outreach.LocalHost.Sample;

/// <summary>An activity of the sample: the plan, under an id that is the same at every load.</summary>
internal sealed record SampleActivity(ActivityId Id, ActivityPlan Plan);

/// <summary>Reads the sample's activities.</summary>
internal static class SampleActivities
{
    public static IReadOnlyList<SampleActivity> Read(string file)
    {
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var activities = new List<SampleActivity>();
        while (csv.Read())
            activities.Add(new SampleActivity(
                ActivityId.Parse($"sample{activities.Count + 1:D2}").Must(), ActivityPlanning.Check(Draft(csv)).Must()));
        return activities;
    }

    private static ActivityDraft Draft(CsvReader csv)
    {
        var audience = csv.GetField("audience");
        return new ActivityDraft(
            csv.GetField("title"),
            csv.GetField("category"),
            csv.GetField("organiser_code"),
            Optional(csv.GetField("co_organiser")),
            new VenueDraft(csv.GetField("venue")),
            csv.GetField("starts_at"),
            csv.GetField("ends_at"),
            audience,
            csv.GetField<int?>("capacity"),
            ServiceCounts: audience != "students"); // A class or a drill at school is participation, not service.
    }

    private static string? Optional(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
