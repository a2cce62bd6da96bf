using Outreach.Domain.People;

namespace Outreach.Web.Texts;

/// <summary>What people call the roles.</summary>
public static class RoleNames
{
    public static Bilingual Of(Role role) => role switch
    {
        Role.Organiser => new("组织者", "Organiser"),
        Role.Reviewer => new("审核员", "Reviewer"),
        Role.GridWorker => new("网格员", "Grid worker"),
        Role.Inspector => new("检查员", "Inspector"),
        Role.Admin => new("管理员", "Admin"),
        _ => new("审计员", "Auditor"),
    };
}
