using Azure.Data.Tables;

namespace Outreach.Functions.Storage;

/// <summary>The app's tables, by name.</summary>
public sealed class Tables(TableServiceClient service)
{
    public TableClient Territory { get; } = service.GetTableClient("territory");

    /// <summary>A person's own partition: the person, the grants, the record of service.</summary>
    public TableClient People { get; } = service.GetTableClient("people");

    /// <summary>Who holds a phone number, an ID number or a volunteer number; the first two as keyed hashes.</summary>
    public TableClient Identities { get; } = service.GetTableClient("identities");

    /// <summary>Who was merged into whom.</summary>
    public TableClient Aliases { get; } = service.GetTableClient("aliases");

    public TableClient Sessions { get; } = service.GetTableClient("sessions");

    /// <summary>An activity's own partition: header, roster, sign-ups, attendance, outbox.</summary>
    public TableClient Activities { get; } = service.GetTableClient("activities");

    public TableClient Calendar { get; } = service.GetTableClient("calendar");

    public TableClient Contributions { get; } = service.GetTableClient("contributions");

    public TableClient Figures { get; } = service.GetTableClient("figures");

    public TableClient Work { get; } = service.GetTableClient("work");

    public TableClient Registrations { get; } = service.GetTableClient("registrations");

    public TableClient CheckInBatches { get; } = service.GetTableClient("checkinbatches");

    /// <summary>Answers by idempotency key, for a day.</summary>
    public TableClient Answers { get; } = service.GetTableClient("answers");

    /// <summary>What each host claims of the rate limits, by keyed hashes of who calls.</summary>
    public TableClient Limits { get; } = service.GetTableClient("limits");

    /// <summary>Every table, for who has to make them or search them all.</summary>
    public IReadOnlyList<TableClient> All =>
    [
        Territory, People, Identities, Aliases, Sessions, Activities, Calendar, Contributions, Figures, Work, Registrations, CheckInBatches,
        Answers, Limits,
    ];
}
