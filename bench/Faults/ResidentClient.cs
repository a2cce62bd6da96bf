using System.Text.Json.Nodes;

namespace Outreach.Bench.Faults;

/// <summary>What residents do: they register, ask for places and give them back, and come to the door and leave.</summary>
internal sealed class ResidentClient(Cast cast, SensibleClient client, Ledger ledger)
{
    /// <summary>How often somebody at the door tries the code that it shows: a host whose clock is wrong takes only its own.</summary>
    private const int MostCodes = 8;

    /// <summary>Gets one thing done, unless the client is not registered and so can do nothing.</summary>
    public async Task Do(Intention intention, CancellationToken cancellation)
    {
        if (intention.Kind == IntentionKind.Register)
            await cast.Register(intention.Client, intention.Host, client, ledger, cancellation);
        else if (cast.People[intention.Client] is { } me)
            await Do(intention, me, cancellation);
    }

    private Task Do(Intention intention, Somebody me, CancellationToken cancellation) => intention.Kind switch
    {
        IntentionKind.SignUp => SignUp(intention, intention.Activity, intention.Host, me, cancellation),
        IntentionKind.SignUpForBoth => Task.WhenAll(
            SignUp(intention, intention.Activity, intention.Host, me, cancellation),
            SignUp(intention, intention.Other, intention.Host + 1, me, cancellation)),
        IntentionKind.Cancel => Cancel(intention, me, cancellation),
        IntentionKind.CheckIn => AtTheDoor(intention, "in", "check-in", me, cancellation),
        IntentionKind.CheckOut => AtTheDoor(intention, "out", "check-out", me, cancellation),
        _ => throw new InvalidOperationException($"No resident does {intention.Kind}."),
    };

    private async Task SignUp(Intention intention, int activity, int host, Somebody me, CancellationToken cancellation)
    {
        var (subject, wantsPost) = (Of(activity, me), cast.Plan.Stage[activity].PostPlaces is not null && intention.Client % 2 == 0);
        var call = new Call(
            intention.Client, "sign-up", HttpMethod.Post, $"/api/activities/{subject.Activity}/sign-ups", me.Token,
            wantsPost ? new JsonObject { ["post"] = "岗位" } : null);
        if (await ledger.Ask([subject], () => client.Send(call, host, cancellation)) is { IsDone: true } reply)
            ledger.Places[subject] = reply.Text("status");
    }

    private async Task Cancel(Intention intention, Somebody me, CancellationToken cancellation)
    {
        var subject = Of(intention.Activity, me);
        var call = new Call(intention.Client, "cancel", HttpMethod.Delete, $"/api/activities/{subject.Activity}/sign-ups/me", me.Token);
        if (await ledger.Ask([subject], () => client.Send(call, intention.Host, cancellation)) is { IsDone: true })
            ledger.Places[subject] = "";
    }

    /// <summary>Takes the code from the screen at the door, which asks one host, and sends it to whichever host answers.</summary>
    private async Task AtTheDoor(Intention intention, string kind, string name, Somebody me, CancellationToken cancellation)
    {
        var subject = Of(intention.Activity, me);
        var (screen, door) = (intention.Host, intention.Host + intention.Client);
        Reply? reply = null;
        for (var attempt = 0; attempt < MostCodes && reply is null or { Status: 400 }; attempt++)
        {
            var look = new Call(
                intention.Client, "check-in-code", HttpMethod.Get, $"/api/activities/{subject.Activity}/check-in-code?kind={kind}",
                cast.Organiser(intention.Activity).Token);
            if (await client.Send(look, screen, cancellation) is not { IsDone: true } shown)
                return;
            var call = new Call(
                intention.Client, name, HttpMethod.Post, $"/api/activities/{subject.Activity}/{name}s", me.Token,
                new JsonObject { ["code"] = shown.Text("code") });
            reply = await ledger.Ask([subject], () => client.Send(call, door, cancellation));
            if (reply is null)
                return;
            screen = door = reply.Host;
        }

        if (reply is { IsDone: true })
            Note(subject, kind, reply);
    }

    private void Note(Subject subject, string kind, Reply reply) => ledger.Attendances.AddOrUpdate(
        subject,
        _ => new ToldAttendance(reply.Instant("checkedInAt")),
        (_, told) => kind == "in"
            ? told
            : told with { CheckedOut = reply.Instant("checkedOutAt"), Minutes = reply.Body!["minutes"]!.GetValue<long>() });

    private Subject Of(int activity, Somebody me) => new(cast.Stage[activity], me.Id);
}
