using System.Text.RegularExpressions;

namespace Outreach.Domain.Attendance;

/// <summary>What a device calls itself and one of its batches: 1 to 40 letters, digits and hyphens each.</summary>
public sealed partial record BatchName
{
    private BatchName(string device, string batch) => (Device, Batch) = (device, batch);

    public string Device { get; }

    public string Batch { get; }

    public static Result<BatchName> Parse(string? deviceId, string? batchId)
    {
        var fields = new Fields();
        var (device, batch) = (fields.Take("deviceId", Part(deviceId)), fields.Take("batchId", Part(batchId)));
        return fields.Refusal is { } refusal ? refusal : new BatchName(device, batch);
    }

    private static Result<string> Part(string? text)
    {
        if (text is null)
            return Refusal.Invalid("required");
        return Form().IsMatch(text) ? text : Refusal.Invalid("id-form");
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,40}\z")]
    private static partial Regex Form();
}
