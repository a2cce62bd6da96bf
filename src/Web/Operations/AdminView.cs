using Outreach.Web.Shell;
using Outreach.Web.Territory;
using Outreach.Web.Texts;

namespace Outreach.Web.Operations;

/// <summary>What somebody may manage.</summary>
/// <param name="People">Whether they are admin of some area.</param>
/// <param name="Audit">Whether they may read the audit log of some area.</param>
/// <param name="App">Whether they look after the app itself: its imports and its queues.</param>
public sealed record AdminView(bool People, bool Audit, bool App) : PageView(typeof(AdminPage))
{
    public override Bilingual Title => new("管理", "Manage");
}

/// <summary>The queues.</summary>
/// <param name="Sent">How many messages were just sent again; null where none were.</param>
public sealed record QueuesView(IReadOnlyList<QueueLine> Queues, int? Sent) : PageView(typeof(QueuesPage))
{
    public override Bilingual Title => new("消息队列", "Queues");
}

/// <param name="Waiting">Approximate.</param>
/// <param name="SetAside">Approximate.</param>
/// <param name="Messages">Those set aside first.</param>
public sealed record QueueLine(string Name, int Waiting, int SetAside, IReadOnlyList<SetAsideLine> Messages);

/// <param name="At">Null where the store does not tell.</param>
/// <param name="Digest">The same for the same message, so that one that comes back is known again.</param>
public sealed record SetAsideLine(string Id, DateTimeOffset? At, string Form, int Length, string Digest);

/// <summary>The audit log of an area.</summary>
/// <param name="Next">Where the list goes on; null at the end.</param>
public sealed record AuditView(IReadOnlyList<AreaChoice> Areas, string Area, IReadOnlyList<AuditLine> Entries, string? Next)
    : PageView(typeof(AuditPage))
{
    public override Bilingual Title => new("审计日志", "Audit log");
}

/// <param name="By">Null where nobody is left behind the id.</param>
/// <param name="About">Whom and what it concerns.</param>
/// <param name="Before">Of what was changed the parts that differ.</param>
public sealed record AuditLine(
    DateTimeOffset At, string? By, string Area, Bilingual What, IReadOnlyList<AuditLink> About, IReadOnlyList<string> Before,
    IReadOnlyList<string> After);

/// <param name="Link">Where it is found; null for who may not look there.</param>
public sealed record AuditLink(Bilingual Text, string? Link);
