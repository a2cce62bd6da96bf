using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Domain;
using Outreach.Domain.Activities;
using Outreach.Domain.Attendance;
using Outreach.Domain.Participation;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Storage;

/// <summary>A domain value as its canonical text. What does not parse was not written by this app, which is an outage and not a refusal.</summary>
internal abstract class TextConverter<T>(Func<string?, Result<T>> parse, Func<T, string> text) : JsonConverter<T>
    where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        parse(reader.GetString()).Match(value => value, refusal => throw new JsonException(refusal.ToString()));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(text(value));
}

internal sealed class ActivityIdConverter() : TextConverter<ActivityId>(ActivityId.Parse, id => id.Value);

internal sealed class AmendmentIdConverter() : TextConverter<AmendmentId>(AmendmentId.Parse, id => id.Value);

internal sealed class AreaCodeConverter() : TextConverter<AreaCode>(AreaCode.Parse, code => code.Value);

internal sealed class CategoryConverter() : TextConverter<Category>(Category.Parse, category => category.Value);

internal sealed class EntryIdConverter() : TextConverter<EntryId>(EntryId.Parse, id => id.Value);

internal sealed class FigureDistrictConverter() : TextConverter<FigureDistrict>(FigureDistrict.Parse, district => district.Value);

internal sealed class MergeIdConverter() : TextConverter<MergeId>(MergeId.Parse, id => id.Value);

internal sealed class MonthConverter() : TextConverter<Month>(Month.Parse, month => month.ToString());

internal sealed class PersonIdConverter() : TextConverter<PersonId>(PersonId.Parse, id => id.Value);

internal sealed class PersonNameConverter() : TextConverter<PersonName>(PersonName.Parse, name => name.Value);

internal sealed class PhoneNumberConverter() : TextConverter<PhoneNumber>(PhoneNumber.Parse, phone => phone.Reveal());

internal sealed class ResidentIdConverter() : TextConverter<ResidentId>(ResidentId.Parse, id => id.Reveal());

internal sealed class UnitCodeConverter() : TextConverter<UnitCode>(UnitCode.Parse, code => code.Value);

internal sealed class VolunteerNumberConverter() : TextConverter<VolunteerNumber>(VolunteerNumber.Parse, number => number.Value);

internal sealed class KebabConverter<T>() : TextConverter<T>(Kebab.Parse<T>, Kebab.Of)
    where T : struct, Enum;

internal sealed class ServiceMinutesConverter : JsonConverter<ServiceMinutes>
{
    public override ServiceMinutes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ServiceMinutes.Of(reader.GetInt64()).Must();

    public override void Write(Utf8JsonWriter writer, ServiceMinutes value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class LocationConverter : JsonConverter<Location>
{
    public override Location Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Read();
        var latitude = reader.GetDouble();
        reader.Read();
        var longitude = reader.GetDouble();
        reader.Read();
        return Location.Of(latitude, longitude).Must();
    }

    public override void Write(Utf8JsonWriter writer, Location value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Latitude);
        writer.WriteNumberValue(value.Longitude);
        writer.WriteEndArray();
    }
}
