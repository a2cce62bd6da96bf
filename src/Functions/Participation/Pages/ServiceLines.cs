using Outreach.Web.Participation;

namespace Outreach.Functions.Participation.Pages;

/// <summary>Services as pages list them.</summary>
internal static class ServiceLines
{
    public static ServiceLine Of(ServiceAnswer service) => new(
        service.ActivityId, service.Title, service.Date, service.Organiser, service.Minutes, service.Kind == "make-up", service.Late);
}
