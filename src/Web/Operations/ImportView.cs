using Outreach.Web.Shell;
using Outreach.Web.Texts;

namespace Outreach.Web.Operations;

/// <summary>The forms for files.</summary>
/// <param name="Refused">Which of them the notice is about: <c>volunteers</c> or <c>areas</c>; null on a page that was just opened.</param>
public sealed record ImportView(string? Refused) : PageView(typeof(ImportPage))
{
    public override Bilingual Title => new("导入", "Import");

    public override string Path => "/manage/import";
}

/// <summary>What is in a file, before anything of it is written.</summary>
/// <param name="Action">Where the confirmation goes.</param>
/// <param name="Rows">The first of those that would be written.</param>
/// <param name="Count">How many would be written.</param>
/// <param name="Unchanged">How many more there are that would change nothing, since they are here already.</param>
/// <param name="Sent">What is sent with the confirmation; null where something is wrong with it, or there is nothing to write.</param>
public sealed record PreviewView(
    string Action, IReadOnlyList<string> Headings, IReadOnlyList<PreviewRow> Rows, int Count, int Unchanged,
    IReadOnlyList<PreviewError> Errors, string? Sent) : PageView(typeof(PreviewPage))
{
    public const int MostShown = 20;

    public override Bilingual Title => new("导入预览", "Import: preview");

    public override string Path => "/manage/import";
}

/// <param name="Number">As the spreadsheet program numbers it.</param>
public sealed record PreviewRow(int Number, IReadOnlyList<string?> Cells);

public sealed record PreviewError(int Row, string Column, string Reason);

/// <summary>How far an import is.</summary>
public sealed record BatchView(int Total, int Registered, IReadOnlyList<RefusedLine> Refused) : PageView(typeof(BatchPage))
{
    public bool IsDone => Registered + Refused.Count >= Total;

    public override Bilingual Title => new("导入进度", "Import: progress");

    public override string? Script => IsDone ? null : "progress.js";

    public override int? ReloadSeconds => IsDone ? null : 2;
}

/// <param name="Row">As the spreadsheet program numbers it; null for what came by queue.</param>
public sealed record RefusedLine(int? Row, string Reason);

public sealed record ImportedAreasView(int Added, int Changed, int Unchanged) : PageView(typeof(ImportedAreasPage))
{
    public override Bilingual Title => new("导入完成", "Imported");

    public override string Path => "/manage/import";
}
