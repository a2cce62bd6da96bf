using System.Text;
using System.Text.Json;

namespace Outreach.LocalHost.Queues;

/// <summary>A message's body as the type that the function takes.</summary>
internal static class QueueInput
{
    /// <exception cref="JsonException">The body is not JSON of that type.</exception>
    public static object Bind(byte[] body, Type type)
    {
        if (type == typeof(string))
            return Encoding.UTF8.GetString(body);
        if (type == typeof(byte[]))
            return body;
        return JsonSerializer.Deserialize(body, type, JsonSerializerOptions.Web)
            ?? throw new JsonException($"The message is null, not a {type.Name}.");
    }
}
