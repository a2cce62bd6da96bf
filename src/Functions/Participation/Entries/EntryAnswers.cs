using System.Text.Json.Serialization;
using Outreach.Domain.Participation;
using Outreach.Functions.Http;

namespace Outreach.Functions.Participation.Entries;

/// <param name="Minutes">How long it took; it is no service time.</param>
/// <param name="Host">Who held it.</param>
public sealed record TrainingAnswer(string Id, string Name, string Content, int Minutes, string Host, DateOnly Date, DateTimeOffset RecordedAt)
{
    internal static TrainingAnswer Of(StoredEntry<Training> stored) => new(
        stored.Id.Value, stored.Entry.Name, stored.Entry.Content, stored.Entry.Minutes, stored.Entry.Host, stored.Entry.Date, stored.RecordedAt);
}

/// <param name="Giver">Who gave it.</param>
public sealed record AwardAnswer(string Id, string Name, DateOnly Date, string Giver, DateTimeOffset RecordedAt)
{
    internal static AwardAnswer Of(StoredEntry<Award> stored) =>
        new(stored.Id.Value, stored.Entry.Name, stored.Entry.Date, stored.Entry.Giver, stored.RecordedAt);
}

[JsonSerializable(typeof(TrainingDraft))]
[JsonSerializable(typeof(TrainingAnswer))]
[JsonSerializable(typeof(AwardDraft))]
[JsonSerializable(typeof(AwardAnswer))]
internal sealed partial class EntryAnswersJson : JsonSerializerContext
{
    public static readonly EntryAnswersJson Contract = new(ContractJson.Options);
}
