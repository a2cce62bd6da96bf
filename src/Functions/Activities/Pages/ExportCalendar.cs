using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.Activities;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Pages;
using Outreach.Functions.Security;

namespace Outreach.Functions.Activities.Pages;

/// <summary>What the visitor signed up for, as a file that calendars take (RFC 5545).</summary>
public sealed class ExportCalendar(OwnPlaces places, TimeProvider clock)
{
    [Function(nameof(ExportCalendar)), Page, SignedIn]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/activities.ics")] HttpRequest request, CancellationToken cancellation)
    {
        var calendar = new Calendar { ProductId = "-//Outreach//Activities//ZH" };
        foreach (var own in await places.Of(request.Caller().Person, cancellation))
        {
            if (!own.IsUnrecorded)
                calendar.Events.Add(EventOf(own, request));
        }

        var text = new CalendarSerializer().SerializeToString(calendar);
        return TypedResults.File(Encoding.UTF8.GetBytes(ContentLines.Fold(text!)), "text/calendar; charset=utf-8", "activities.ics");
    }

    /// <summary>
    /// The same activity is the same event whenever the file is fetched, and a later one the later it is, so that a calendar brings up to date
    /// what it holds, and takes out what is no more.
    /// </summary>
    private CalendarEvent EventOf(OwnPlace own, HttpRequest request)
    {
        var plan = own.Activity.Plan;
        return new CalendarEvent
        {
            Uid = $"{own.Activity.Id}@outreach",
            Sequence = (int)own.Version,
            DtStamp = Instant(clock.GetUtcNow()),
            DtStart = Instant(plan.StartsAt),
            DtEnd = Instant(plan.EndsAt),
            Summary = plan.Title,
            Location = plan.Venue.Name,
            Description = plan.RiskNotice,
            Url = new Uri($"{request.Origin()}/activities/{own.Activity.Id}"),
            Status = (own.Activity.Status, own.Place.Status) switch
            {
                (ActivityStatus.Cancelled, _) or (_, SignUpStatus.Cancelled or SignUpStatus.Lapsed) => EventStatus.Cancelled,
                (_, SignUpStatus.Confirmed) => EventStatus.Confirmed,
                _ => EventStatus.Tentative,
            },
        };
    }

    private static CalDateTime Instant(DateTimeOffset at) => new(at.UtcDateTime, "UTC");
}
