using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Outreach.Functions.Tests.Fuzz;

/// <summary>Writes JSON with one place of it gone wrong, so that everything around it is as good as it was.</summary>
internal sealed class BrokenJson
{
    private enum Fault
    {
        Replaced,
        Missing,
        Null,
        Twice,
        Wrapped,
        Repeated,
        Renamed,
        Joined,
        CutOff,
    }

    /// <summary>A value is wrong more often than the form around it: the form is checked in one place, values everywhere.</summary>
    private static readonly Fault[] Faults = [.. Enum.GetValues<Fault>(), .. Enumerable.Repeat(Fault.Replaced, 8)];

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dice _dice;
    private readonly JsonNode? _place;
    private readonly Fault _fault;
    private bool _isCut;

    private BrokenJson(JsonNode example, Dice dice)
    {
        _dice = dice;
        _place = dice.Of(Places(example).ToList());
        _fault = dice.Of(Faults);
    }

    public static byte[] Write(JsonNode example, Dice dice)
    {
        var broken = new BrokenJson(example, dice);
        broken.Value(example);
        return broken._bytes.WrittenSpan.ToArray();
    }

    private static IEnumerable<JsonNode> Places(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Places).Prepend(node),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Places).Prepend(node),
        _ => [node],
    };

    private void Value(JsonNode? node)
    {
        if (node is null || node != _place)
        {
            Plain(node);
            return;
        }

        switch (_fault)
        {
            case Fault.Replaced or Fault.Missing:
                Put(OddJson.Of(_dice));
                break;
            case Fault.Null:
                Put("null");
                break;
            case Fault.Wrapped:
                Put("[");
                Plain(node);
                Put("]");
                break;
            default:
                Plain(node);
                _isCut |= _fault == Fault.CutOff;
                break;
        }
    }

    private void Plain(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                Put("{");
                Separated(members.Where(member => !(IsPlace(member.Value) && _fault == Fault.Missing)), Member);
                if (node == _place && _fault == Fault.Joined)
                    Joined(members.Count > 0);
                Put("}");
                break;
            case JsonArray items:
                Put("[");
                Separated(items, Item);
                Put("]");
                break;
            default:
                Put(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private void Member(KeyValuePair<string, JsonNode?> member)
    {
        var name = IsPlace(member.Value) && _fault == Fault.Renamed
            ? _dice.Of([member.Key.ToUpperInvariant(), member.Key + " ", "\0", ""])
            : member.Key;
        Put($"{JsonSerializer.Serialize(name)}:");
        Value(member.Value);
        if (!IsPlace(member.Value) || _fault != Fault.Twice)
            return;
        Put($",{JsonSerializer.Serialize(name)}:");
        Put(_dice.Percent(50) ? Encoding.UTF8.GetBytes(member.Value!.ToJsonString()) : OddJson.Of(_dice));
    }

    private void Item(JsonNode? item) =>
        Separated(Enumerable.Repeat(item, IsPlace(item) && _fault == Fault.Repeated ? _dice.Of([2, 60, 1_100]) : 1), Value);

    /// <summary>A member that nobody knows, some of a name that is no name.</summary>
    private void Joined(bool follows)
    {
        Put(follows ? "," : "");
        Put(_dice.Of(["\"extra\":", "\"\":", "\"\\ud800\":", "\"id\":", "\"a.b\":", "\"a\\u0000b\":", "\"constructor\":", "\"张\":"]));
        Put(OddJson.Of(_dice));
    }

    private bool IsPlace(JsonNode? node) => node is not null && node == _place;

    private void Separated<T>(IEnumerable<T> parts, Action<T> write)
    {
        var isFirst = true;
        foreach (var part in parts)
        {
            Put(isFirst ? "" : ",");
            write(part);
            isFirst = false;
        }
    }

    private void Put(string text) => Put(Encoding.UTF8.GetBytes(text));

    private void Put(byte[] bytes)
    {
        if (!_isCut)
            _bytes.Write(bytes);
    }
}
