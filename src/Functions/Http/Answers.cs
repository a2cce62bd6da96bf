using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Outreach.Functions.Http;

/// <summary>Answers that go well, as JSON of the contract.</summary>
internal static class Answers
{
    public static IResult Ok<T>(T value, JsonTypeInfo<T> type) => TypedResults.Json(value, type);

    public static IResult Created<T>(T value, JsonTypeInfo<T> type) => TypedResults.Json(value, type, statusCode: StatusCodes.Status201Created);

    /// <summary>201 for what the call made, 200 for what stood already.</summary>
    public static IResult CreatedOrOk<T>(bool created, T value, JsonTypeInfo<T> type) => created ? Created(value, type) : Ok(value, type);
}
