using Microsoft.AspNetCore.Http;
using Outreach.Domain;

namespace Outreach.Functions.Http.Pages;

/// <summary>Files that forms carry.</summary>
internal static class Uploads
{
    /// <summary>The largest file in bytes that an import takes; the form around it may be somewhat larger.</summary>
    public const int Largest = 4 * 1024 * 1024;

    public const int LargestForm = Largest + (64 * 1024);

    /// <summary>The file of a field; refused where there is none, or a larger one.</summary>
    public static async Task<Result<byte[]>> ReadFile(this HttpRequest request, string field, CancellationToken cancellation)
    {
        var form = await request.ReadFormAsync(cancellation);
        if (form.Files.GetFile(field) is not { Length: > 0 } file)
            return Refusal.Invalid("required", field);
        if (file.Length > Largest)
            return Refusal.Invalid("body-too-large", field, Largest);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
