using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Outreach.Domain;

namespace Outreach.Functions.Http.Pages;

/// <summary>Forms that pages post.</summary>
internal static class PageForms
{
    /// <summary>As browsers send them: with the seconds and parts of them where there are any.</summary>
    private static readonly string[] LocalTimes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    /// <summary>A form that is not one of this site's own, or that stood open too long; null for one that may be taken.</summary>
    public static async Task<Refusal?> Refuse(this IAntiforgery antiforgery, HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return null;
        var largest = context.LargestForm();
        if (context.Request.ContentLength > largest)
            return new Refusal(RefusalKind.TooLarge, "body-too-large", [new FieldError("body", "body-too-large", [largest])]);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = largest;
        try
        {
            await antiforgery.ValidateRequestAsync(context);
            return null;
        }
        catch (AntiforgeryValidationException)
        {
            return new Refusal(RefusalKind.Invalid, "form-expired", []);
        }
    }

    /// <summary>
    /// What a form holds, its lines broken as elsewhere and not as browsers send them, as the request that it stands for, and where
    /// something is no number, what else it holds.
    /// </summary>
    /// <param name="times">Fields of a date and a time of day, which browsers send without an offset: they are the district's.</param>
    /// <param name="apart">Fields that whoever calls reads by themselves.</param>
    /// <param name="lists">Fields in which several values stand in one text, see <see cref="Lists"/>.</param>
    public static async Task<PostedForm<T>> ReadForm<T>(
        this HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation,
        string[]? lists = null, string[]? times = null, string[]? apart = null)
        where T : class
    {
        var fields = (await request.ReadFormAsync(cancellation))
            .Where(field => apart?.Contains(field.Key) != true)
            .Select(field => KeyValuePair.Create(field.Key, ValueOf(field.Key, field.Value))).ToList();
        FieldError[] wrong = [.. fields.Select(field => Form.NoNumber(field.Key, field.Value, type)).OfType<FieldError>()];
        return Form.Parse(fields.Where(field => wrong.All(error => error.Field != field.Key)), type).Match(
            sent => new PostedForm<T>(sent, wrong.Length > 0 ? Refusal.Invalid(wrong) : null),
            refusal => new PostedForm<T>(null, refusal));

        StringValues ValueOf(string name, StringValues value) =>
            lists?.Contains(name) == true ? Lists.Of(value.ToString())
            : times?.Contains(name) == true ? WithOffset(value.ToString())
            : new StringValues([.. value.Select(text => text?.ReplaceLineEndings("\n"))]);
    }

    private static string WithOffset(string text) =>
        DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? Instant.Of(new DateTimeOffset(time, CivilTime.Offset))
            : text;
}
