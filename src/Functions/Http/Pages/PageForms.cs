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
    /// <summary>A form that is not one of this site's own, or that stood open too long; null for one that may be taken.</summary>
    public static async Task<Refusal?> Refuse(this IAntiforgery antiforgery, HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
            return null;
        if (context.Request.ContentLength > Body.Largest)
            return new Refusal(RefusalKind.TooLarge, "body-too-large", [new FieldError("body", "body-too-large", [Body.Largest])]);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = Body.Largest;
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

    /// <summary>What a form holds, as the request that it stands for.</summary>
    /// <param name="lists">Fields in which several values stand in one text, separated by commas of either script or 顿号.</param>
    public static async Task<Result<T>> ReadForm<T>(
        this HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellation, params string[] lists)
        where T : class
    {
        var form = await request.ReadFormAsync(cancellation);
        return Form.Parse(
            form.Select(field => lists.Contains(field.Key)
                ? KeyValuePair.Create(field.Key, new StringValues(field.Value.ToString().Split(
                    [',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                : field),
            type);
    }
}
