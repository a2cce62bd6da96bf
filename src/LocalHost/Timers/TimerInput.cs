using System.Text.Json;

namespace Outreach.LocalHost.Timers;

/// <summary>What a timer function is told, as the type that the app declares: any type with properties of these names.</summary>
internal static class TimerInput
{
    public static object Bind(TimerRow row, bool isPastDue, Type type)
    {
        var status = new
        {
            ScheduleStatus = new
            {
                Last = row.Last?.UtcDateTime ?? default,
                Next = row.Next?.UtcDateTime ?? default,
                LastUpdated = row.LastUpdated.UtcDateTime,
            },
            IsPastDue = isPastDue,
        };
        return type == typeof(string)
            ? JsonSerializer.Serialize(status)
            : JsonSerializer.SerializeToElement(status).Deserialize(type, JsonSerializerOptions.Web)!;
    }
}
