using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Functions.Storage;

namespace Outreach.Functions.Tests;

/// <summary>Searches everything that an app keeps for texts that must not be there.</summary>
internal static partial class Traces
{
    /// <summary>Where each of the texts stands: in a key or property of a row, in a message of a queue, or in the log.</summary>
    public static async Task<IReadOnlyList<string>> Of(App app, IReadOnlyDictionary<string, string> texts)
    {
        var found = new List<string>();
        foreach (var table in app.Services.GetRequiredService<Tables>().All)
        {
            foreach (var row in await Recount.ReadAll(app.Storage, table.Name))
            {
                var said = string.Join('\n', row.Select(property => Text(property.Value)));
                found.AddRange(Named(texts, said).Select(name => $"{name} in {table.Name}: {row.PartitionKey}/{row.RowKey}"));
            }
        }

        foreach (var queue in Queues.All.SelectMany(name => new[] { name, name + "-poison" }).Select(app.Queue))
        {
            if (!await queue.ExistsAsync(TestContext.Current.CancellationToken))
                continue;
            var messages = (await queue.PeekMessagesAsync(32, TestContext.Current.CancellationToken)).Value;
            found.AddRange(messages.SelectMany(message => Named(texts, Text(message.Body.ToString()))).Select(name => $"{name} in {queue.Name}"));
        }

        found.AddRange(Named(texts, app.Log.Text).Select(name => $"{name} in the log"));
        return found;
    }

    private static IEnumerable<string> Named(IReadOnlyDictionary<string, string> texts, string said) =>
        texts.Where(text => said.Contains(text.Value, StringComparison.OrdinalIgnoreCase)).Select(text => text.Key);

    /// <summary>A value as it stands, without JSON's escapes, and, where it may be base64, what it decodes to.</summary>
    private static string Text(object? value)
    {
        var text = value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            _ => value?.ToString() ?? "",
        };
        var decoded = new byte[text.Length];
        return Unescaped(Convert.TryFromBase64String(text, decoded, out var length) ? $"{text}\n{Encoding.UTF8.GetString(decoded, 0, length)}" : text);
    }

    private static string Unescaped(string text) =>
        Escape().Replace(text, match => ((char)ushort.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\u([0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
