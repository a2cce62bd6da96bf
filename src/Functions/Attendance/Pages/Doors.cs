using Microsoft.AspNetCore.Http;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Security;
using Outreach.Web.Attendance;
using Outreach.Web.Shell;

namespace Outreach.Functions.Attendance.Pages;

/// <summary>What the door of an activity shows at this moment, to its organisers alone.</summary>
public sealed class Doors(ActivityDesk desk, CheckInCodes codes, TimeProvider clock)
{
    internal async Task<Result<DoorView>> Now(string id, HttpRequest request, CancellationToken cancellation)
    {
        if (!Kebab.Parse<CheckInKind>(request.Query["kind"] is [{ } kind] ? kind : "in").TryGet(out var wanted, out var refusal))
            return refusal.For("kind");
        return (await desk.Read(id, request.Caller(), cancellation)).Then<DoorView>(state => Of(state, wanted, request));
    }

    private DoorView Of(ActivityState state, CheckInKind kind, HttpRequest request)
    {
        var code = codes.Issue(state.Activity.Id, kind);
        var address = $"{request.Origin()}/check-{Kebab.Of(kind)}?code={code.Value}";
        return new DoorView(
            state.Activity.Id.Value, state.Plan.Title, kind, QrCode.Of(address), code.Value,
            Math.Max(1, (int)Math.Ceiling((code.ExpiresAt - clock.GetUtcNow()).TotalSeconds)),
            new DoorCounts(state.Confirmed, state.Attendances.Count, state.Attendances.Values.Count(a => a.CheckedOutAt is not null)));
    }
}
