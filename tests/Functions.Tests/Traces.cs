using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Security;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests;

/// <summary>Searches everything that an app keeps for texts that must not be there: what is sealed is opened, what is packed is unpacked.</summary>
internal static partial class Traces
{
    /// <summary>Where each of the texts stands: in a key or property of a row, in a message of a queue, or in the log.</summary>
    public static async Task<IReadOnlyList<string>> Of(App app, IReadOnlyDictionary<string, string> texts)
    {
        var found = new List<string>();
        var sealer = app.Services.GetRequiredService<Sealer>();
        foreach (var table in app.Services.GetRequiredService<Tables>().All)
        {
            foreach (var row in await Recount.ReadAll(app.Storage, table.Name))
            {
                var said = WithOpened(string.Join('\n', row.Select(property => Text(property.Value))), sealer, row.PartitionKey, row.RowKey);
                found.AddRange(Named(texts, said).Select(name => $"{name} in {table.Name}: {row.PartitionKey}/{row.RowKey}"));
            }
        }

        foreach (var name in Queues.All.SelectMany(name => new[] { name, name + "-poison" }))
        {
            foreach (var message in await Messages(app, name))
            {
                var said = WithOpened(Text(message), sealer, [.. Batch().Matches(Text(message)).Select(match => match.Groups[1].Value)]);
                found.AddRange(Named(texts, said).Select(text => $"{text} in {name}"));
            }
        }

        found.AddRange(Named(texts, app.Log.Text).Select(name => $"{name} in the log"));
        return found;
    }

    /// <summary>The messages of a queue as they stand, at most 32.</summary>
    public static async Task<IReadOnlyList<string>> Messages(App app, string name)
    {
        var queue = app.Queue(name, QueueMessageEncoding.None);
        return await queue.ExistsAsync(TestContext.Current.CancellationToken)
            ? [.. (await queue.PeekMessagesAsync(32, TestContext.Current.CancellationToken)).Value.Select(message => message.Body.ToString())]
            : [];
    }

    private static IEnumerable<string> Named(IReadOnlyDictionary<string, string> texts, string said) =>
        texts.Where(text => said.Contains(text.Value, StringComparison.OrdinalIgnoreCase)).Select(text => text.Key);

    /// <summary>A value as it stands, without JSON's escapes, and, where it may be base64 or packed, what comes out of it.</summary>
    private static string Text(object? value)
    {
        var text = value switch
        {
            byte[] bytes => $"{Encoding.UTF8.GetString(bytes)}\n{Unpacked(bytes)}",
            _ => value?.ToString() ?? "",
        };
        var decoded = new byte[text.Length];
        return Unescaped(
            Convert.TryFromBase64String(text, decoded, out var length) ? $"{text}\n{Encoding.UTF8.GetString(decoded, 0, length)}" : text);
    }

    private static string Unpacked(byte[] bytes)
    {
        try
        {
            using var unpacked = new StreamReader(new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress));
            return unpacked.ReadToEnd();
        }
        catch (InvalidDataException)
        {
            return ""; // Not packed.
        }
    }

    /// <summary>A text with what is sealed in it, for one of these places.</summary>
    private static string WithOpened(string text, Sealer sealer, params string[] places) =>
        string.Join('\n', [text, .. Sealed().Matches(text).SelectMany(box => places.Select(place => Opened(sealer, box.Value, place)))]);

    private static string Opened(Sealer sealer, string box, string place)
    {
        try
        {
            var json = Encoding.UTF8.GetString(sealer.Open(box, place));
            return string.Join('\n', [Unescaped(json), .. Base64Text().Matches(json).Select(match => Text(match.Groups[1].Value))]);
        }
        catch (CryptographicException)
        {
            return ""; // Sealed for another place.
        }
    }

    private static string Unescaped(string text) => Escape().Replace(
        text, match => ((char)ushort.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();

    [GeneratedRegex("k1[.][A-Za-z0-9_-]{38,}")]
    private static partial Regex Sealed();

    [GeneratedRegex("\"([A-Za-z0-9+/=]{16,})\"")]
    private static partial Regex Base64Text();

    [GeneratedRegex("\"batch\":\"([^\"]+)\"")]
    private static partial Regex Batch();
}
