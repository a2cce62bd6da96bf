using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>What a queue may be given by whoever can write to it: messages as the app sends them with something wrong, and what is none.</summary>
/// <param name="world">Where the ids of the messages are from.</param>
internal sealed class QueueGarbage(World world)
{
    private const int Spoiled = 25;

    private static readonly byte[][] Bytes =
    [
        .. new[]
        {
            " ", "null", "true", "0", "1e999", "\"\"", "\"x\"", "[]", "{}", "[[]]", "{", "{\"schema\":", "{\"schema\":1}", "{\"schema\":2147483648}",
            "{\"schema\":\"1\"}",
            "{\"\\ud800\":1}", "{\"schema\":1,\"\\ud800\":1}", "{\"schema\":1,\"schema\":1}", "not json", "张三 14200000007", "\uFEFF{}", "\0",
            new string('x', Queues.LargestMessage),
            new string('[', 20_000) + new string(']', 20_000), $"{{\"schema\":1,\"x\":\"{new string('x', Queues.LargestMessage - 20)}\"}}",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE, 0x00], [0xC0, 0xAF], [0x1F, 0x8B, 0x08], [.. "{\"schema\":1,\"x\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
    ];

    /// <summary>What no host can decode.</summary>
    private static readonly string[] NotBase64 =
    [
        "<is not base64>", "{}", "YQ", "YQ=", "=", "张三 14200000007", "YWJj*", new string('*', Queues.LargestMessage),
    ];

    /// <summary>Bodies for a queue, as they are put there: of chance, and the same for the same dice.</summary>
    public IEnumerable<string> For(string queue, Dice dice)
    {
        var example = Examples[queue];
        var spoiled = Enumerable.Range(0, Spoiled).Select(_ => BrokenJson.Write(example, dice)).Concat(Elsewhere(example)).Where(Fits);
        return [.. Bytes.Concat(spoiled).Select(Convert.ToBase64String).Concat(NotBase64).Distinct()];
    }

    /// <summary>Messages that are good, or would be if what they name were there.</summary>
    public IReadOnlyDictionary<string, JsonNode> Examples => new Dictionary<string, JsonNode>
    {
        [Queues.ActivityCommits] = Message(new { activity = world.Past, version = 3, header = false, people = new[] { world.Owner.Id } }),
        [Queues.ActivityFigures] = Message(new { activities = new[] { world.Past } }),
        [Queues.MonthFolds] = Message(new { district = World.District, month = "2026-03" }),
        [Queues.Erasures] = Message(new { standIn = world.Twin }),
        [Queues.Registrations] = Message(new { batch = "0123456789abcdef", first = 0, @sealed = "k1:AAAA" }),
        [Queues.CheckInBatches] = Message(new
        {
            by = world.Twin,
            deviceId = "door-1",
            batchId = "1",
            notes = new[] { new { activity = world.Past, person = world.Owner.Id, kind = "in", at = App.Monday.AddHours(-2) } },
        }),
    };

    private static JsonObject Message(object of)
    {
        var message = JsonSerializer.SerializeToNode(of)!.AsObject();
        (message["schema"], message["occurredAt"]) = (1, "2026-03-02T01:00:00+00:00");
        return message;
    }

    /// <summary>The same message with each of its members in turn naming something of another kind, of another schema, or nothing at all.</summary>
    private IEnumerable<byte[]> Elsewhere(JsonNode example)
    {
        foreach (var name in example.AsObject().Select(member => member.Key))
        {
            foreach (var other in new JsonNode[] { world.Owner.Id, world.Past, "aaaaaaaaaaaaaaaa", "2999-12", 99, long.MaxValue })
            {
                var message = example.DeepClone();
                message[name] = message[name] is JsonArray list && list[0] is JsonValue ? new JsonArray(other.DeepClone()) : other.DeepClone();
                yield return Encoding.UTF8.GetBytes(message.ToJsonString());
            }
        }
    }

    private static bool Fits(byte[] message) => message.Length is > 0 and <= Queues.LargestMessage;
}
