using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain;
using Outreach.Domain.Attendance;
using Outreach.Domain.People;
using Outreach.Functions.Attendance.Bulk;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;
using Outreach.Web.Texts;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>What became of notes that a device sent, for the page's script, in the words of whoever reads it.</summary>
public sealed partial class ShowRollCallNotes(CheckInOutcomes outcomes)
{
    [Function(nameof(ShowRollCallNotes)), Page, Staff(Role.Organiser)]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "roll-call-notes/{deviceId}/{batchId}")] HttpRequest request,
        string deviceId,
        string batchId,
        CancellationToken cancellation)
    {
        if (!BatchName.Parse(deviceId, batchId).TryGet(out var name, out var refusal))
            return Problems.From(refusal);
        if (await outcomes.Find(name, request.Caller().Person, cancellation) is not { } batch)
            return Problems.From(Refusal.NotFound());
        var language = request.Language();
        return Answers.Ok(new Notes(batch.Done, [.. batch.Results.Select(line => Note.Of(line, language))]), NotesJson.Default.Notes);
    }

    internal sealed record Notes(bool Done, IReadOnlyList<Note> Lines);

    /// <param name="Refused">Why the note does not count; null where it does, or where it is not known yet.</param>
    internal sealed record Note(string Person, string Kind, string? Refused)
    {
        public static Note Of(CheckInLineAnswer line, Language language) =>
            new(line.PersonId, line.Kind, line.Reason is { } reason ? Messages.TitleOrRule(reason).In(language) : null);
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Notes))]
    private sealed partial class NotesJson : JsonSerializerContext;
}
