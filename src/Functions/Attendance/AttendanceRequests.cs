using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Functions.Http;

namespace Outreach.Functions.Attendance;

public sealed record LocationRequest(double? Latitude = null, double? Longitude = null);

/// <summary>The code at the door and, where the venue asks for it, where the phone is. The place is used and not kept.</summary>
public sealed record CheckInRequest(string? Code = null, LocationRequest? Location = null)
{
    public Result<Door> Check()
    {
        var fields = new Fields();
        fields.Require(!string.IsNullOrEmpty(Code), "code", "required");
        Location? where = null;
        if (Location is { } sent)
        {
            fields.Require(sent.Latitude is not null, "location.latitude", "required");
            fields.Require(sent.Longitude is not null, "location.longitude", "required");
            if (sent is { Latitude: { } latitude, Longitude: { } longitude })
                where = fields.Take("location", Domain.Activities.Location.Of(latitude, longitude));
        }

        return fields.Refusal is { } refusal ? refusal : new Door(where);
    }
}

/// <param name="Where">Null where nothing was sent.</param>
public sealed record Door(Location? Where);

[JsonSerializable(typeof(CheckInRequest))]
[JsonSerializable(typeof(CheckInAnswer))]
[JsonSerializable(typeof(CheckOutAnswer))]
[JsonSerializable(typeof(CheckInCodeAnswer))]
[JsonSerializable(typeof(RollCallLine[]))]
[JsonSerializable(typeof(RollCallAnswer))]
[JsonSerializable(typeof(ResultsDraft))]
[JsonSerializable(typeof(ResultsAnswer))]
[JsonSerializable(typeof(EvaluationRequest))]
[JsonSerializable(typeof(EvaluationAnswer))]
internal sealed partial class AttendanceJson : JsonSerializerContext
{
    public static readonly AttendanceJson Contract = new(ContractJson.Options);
}
