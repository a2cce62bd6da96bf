using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <summary>What organisers do: they write down what happened at activities that are over, and plan others.</summary>
internal sealed class OrganiserClient(Cast cast, SensibleClient client, Ledger ledger)
{
    private static readonly TimeSpan FirstPlanned = TimeSpan.FromDays(60);
    private static readonly TimeSpan Came = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Left = TimeSpan.FromMinutes(95);
    private static readonly TimeSpan LeftEarlier = TimeSpan.FromMinutes(50);

    public Task Do(Intention intention, CancellationToken cancellation) => intention.Kind switch
    {
        IntentionKind.RollCall => RollCall(intention, cancellation),
        IntentionKind.Batch => Batch(intention, cancellation),
        IntentionKind.MakeUp => MakeUp(intention, cancellation),
        IntentionKind.Correct => Correct(intention, cancellation),
        IntentionKind.Create => Create(intention, cancellation),
        IntentionKind.Edit => Edit(intention, cancellation),
        IntentionKind.CallOff => CallOff(intention, cancellation),
        _ => throw new InvalidOperationException($"No organiser does {intention.Kind}."),
    };

    private async Task RollCall(Intention intention, CancellationToken cancellation)
    {
        var subjects = Subjects(intention);
        var (from, to) = (StartOf(intention) + Came, StartOf(intention) + Left);
        JsonArray lines =
        [
            .. subjects.Select(subject => new JsonObject
            {
                ["personId"] = subject.Person, ["checkedInAt"] = Text(from), ["checkedOutAt"] = Text(to),
            }),
        ];
        var call = Call(intention, "roll-call", HttpMethod.Post, $"/api/activities/{cast.Stage[intention.Activity]}/attendance", lines);
        if (await ledger.Ask(subjects, () => client.Send(call, intention.Host, cancellation)) is not { IsDone: true } reply)
            return;
        var recorded = reply.Body!["results"]!.AsArray().Where(r => r!["outcome"]!.GetValue<string>() is "recorded" or "already-recorded")
            .Select(r => r!["personId"]!.GetValue<string>()).ToHashSet();
        foreach (var subject in subjects.Where(subject => recorded.Contains(subject.Person)))
            ledger.Attendances.TryAdd(subject, new ToldAttendance(from, to, (long)(to - from).TotalMinutes));
    }

    /// <summary>What a device noted, those who left before those who came: the first check-in and the last check-out stand.</summary>
    private async Task Batch(Intention intention, CancellationToken cancellation)
    {
        var subjects = Subjects(intention);
        var (from, to) = (StartOf(intention) + (Came * intention.Other), StartOf(intention) + Left);
        (string Kind, DateTimeOffset At)[] notes = [("out", to), ("out", from + Came), ("in", from + TimeSpan.FromMinutes(1)), ("in", from)];
        JsonArray lines =
        [
            .. notes.SelectMany(note => subjects.Select(subject => new JsonObject
            {
                ["activityId"] = subject.Activity, ["personId"] = subject.Person, ["kind"] = note.Kind, ["at"] = Text(note.At),
            })),
        ];
        var batch = $"{intention.Activity}-{intention.Other}";
        var body = new JsonObject { ["deviceId"] = $"device-{intention.Client}", ["batchId"] = batch, ["checkIns"] = lines };
        var call = Call(intention, "batch", HttpMethod.Post, "/api/check-in-batches", body);
        if (await ledger.Ask(subjects, () => client.Send(call, intention.Host, cancellation)) is not { IsDone: true })
            return;
        foreach (var subject in subjects)
            ledger.Attendances.TryAdd(subject, new ToldAttendance(from, to, (long)(to - from).TotalMinutes));
    }

    private async Task MakeUp(Intention intention, CancellationToken cancellation)
    {
        var body = new JsonObject { ["minutes"] = intention.Other, ["reason"] = "忘记签到" };
        foreach (var subject in await Amend(intention, "make-up", "make-ups", body, cancellation))
            ledger.MakeUps[subject] = intention.Other;
    }

    /// <summary>Somebody was not there after all, or left earlier.</summary>
    private async Task Correct(Intention intention, CancellationToken cancellation)
    {
        var (isAbsent, left) = (intention.Other == 0, StartOf(intention) + LeftEarlier);
        var body = new JsonObject { ["reason"] = "核对后更正", [isAbsent ? "absent" : "checkedOutAt"] = isAbsent ? true : Text(left) };
        foreach (var subject in await Amend(intention, "corrections", "corrections", body, cancellation))
            ledger.Attendances.AddOrUpdate(
                subject,
                _ => throw new InvalidOperationException("A correction was approved of somebody who was not recorded."),
                (_, told) => isAbsent
                    ? told with { Absent = true }
                    : told with { CheckedOut = left, Minutes = (long)(left - told.CheckedIn).TotalMinutes });
    }

    /// <summary>Enters an amendment, and has another approve it.</summary>
    private async Task<IReadOnlyList<Subject>> Amend(
        Intention intention, string enter, string decide, JsonObject body, CancellationToken cancellation)
    {
        var subject = Subjects(intention)[0];
        body["personId"] = subject.Person;
        var call = Call(intention, enter, HttpMethod.Post, $"/api/activities/{subject.Activity}/{enter}", body);
        if (await ledger.Ask([subject], () => client.Send(call, intention.Host, cancellation)) is not { IsDone: true } entered)
            return [];
        var (path, reviewer) = ($"/api/{decide}/{entered.Text("id")}/approve", cast.Organiser(NumberOf(intention) + 1));
        var approval = new Call(intention.Client, "approve", HttpMethod.Post, path, reviewer.Token);
        return await ledger.Ask([subject], () => client.Send(approval, intention.Host + 1, cancellation)) is { IsDone: true } ? [subject] : [];
    }

    private async Task Create(Intention intention, CancellationToken cancellation)
    {
        var title = TitleOf(intention);
        var starts = cast.Began + FirstPlanned + TimeSpan.FromHours(intention.Activity);
        var draft = cast.Draft(title, intention.Other, starts, starts + TimeSpan.FromHours(1));
        ledger.AskedNames[title] = true;
        var call = Call(intention, "create", HttpMethod.Post, "/api/activities", draft) with { Key = title };
        if (await client.Send(call, intention.Host, cancellation) is not { IsDone: true } created)
            return;
        ledger.Activities[title] = new ToldActivity(created.Text("id"), title, "draft", null);
        await Change(intention, "publish", HttpMethod.Post, "/publish", null, cancellation);
    }

    private Task Edit(Intention intention, CancellationToken cancellation)
    {
        var patch = new JsonObject { ["title"] = $"{TitleOf(intention)} v{intention.Other}", ["capacity"] = intention.Other };
        return Change(intention, "edit", HttpMethod.Patch, "", patch, cancellation);
    }

    private Task CallOff(Intention intention, CancellationToken cancellation) =>
        Change(intention, "call-off", HttpMethod.Post, "/cancel", null, cancellation);

    /// <summary>Changes what the organiser created, if they know that it was.</summary>
    private async Task Change(
        Intention intention, string name, HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        var title = TitleOf(intention);
        if (!ledger.Activities.TryGetValue(title, out var told))
            return;
        var call = Call(intention, name, method, $"/api/activities/{told.Id}{path}", body) with { MediaType = "application/merge-patch+json" };
        var reply = await ledger.Ask([new Subject(told.Id, "")], () => client.Send(call, intention.Host + 1, cancellation));
        if (reply is { IsDone: true })
            ledger.Activities[title] = new ToldActivity(told.Id, reply.Text("title"), reply.Text("status"), reply.Body!["capacity"]?.GetValue<int>());
    }

    private Call Call(Intention intention, string name, HttpMethod method, string path, JsonNode? body) =>
        new(intention.Client, name, method, path, cast.Organiser(NumberOf(intention)).Token, body);

    private int NumberOf(Intention intention) => intention.Client - cast.Plan.Residents;

    private static string TitleOf(Intention intention) => $"planned-{intention.Activity}";

    private DateTimeOffset StartOf(Intention intention) => cast.Began + cast.Plan.Stage[intention.Activity].Starts;

    private ImmutableArray<Subject> Subjects(Intention intention) =>
        [.. intention.People!.Value.Select(number => new Subject(cast.Stage[intention.Activity], cast.People[number]!.Id))];

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
