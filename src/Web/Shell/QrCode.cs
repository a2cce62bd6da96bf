using System.Globalization;
using System.Text;
using QRCoder;

namespace Outreach.Web.Shell;

/// <summary>A QR code as a path of an SVG picture, which a page may hold without a style or a data address.</summary>
/// <param name="Path">One square of a unit for each dark module.</param>
/// <param name="Size">Width and height in units, with the quiet zone of four modules that scanners need.</param>
public sealed record QrCode(string Path, int Size)
{
    public static QrCode Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (rows, path) = (code.ModuleMatrix, new StringBuilder());
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new QrCode(path.ToString(), rows.Count);
    }
}
