using System.Collections.Frozen;

namespace Outreach.Web.Texts;

/// <summary>What people call what the audit log keeps under short keys.</summary>
public static class AuditNames
{
    private static readonly FrozenDictionary<string, Bilingual> Deeds = new Dictionary<string, Bilingual>
    {
        ["award"] = new("奖励", "Award"),
        ["correct-person"] = new("更正资料", "Corrected somebody's data"),
        ["correction"] = new("更正服务时间", "Correction of hours"),
        ["edit-activity"] = new("修改活动", "Changed an activity"),
        ["erase-person"] = new("注销并删除", "Deleted an account"),
        ["evaluation"] = new("评价", "Evaluated somebody"),
        ["export-people"] = new("导出名单", "Exported a list of people"),
        ["export-person"] = new("导出资料", "Exported somebody's data"),
        ["grant"] = new("授予角色", "Gave a role"),
        ["list-person"] = new("在名单中查看未成年人", "Saw somebody under age in a list"),
        ["make-up"] = new("补录服务时间", "Added hours later"),
        ["merge-people"] = new("合并重复的人", "Merged two entries of one person"),
        ["one-time-link"] = new("生成登录链接", "Made a sign-in link"),
        ["read-consents"] = new("查看未成年人的同意记录", "Looked at the consents of somebody under age"),
        ["read-person"] = new("查看未成年人资料", "Looked at the data of somebody under age"),
        ["read-record"] = new("查看未成年人服务记录", "Looked at the record of somebody under age"),
        ["replay"] = new("重新发送消息", "Sent messages again"),
        ["results"] = new("登记成果", "Recorded results"),
        ["revoke"] = new("收回角色", "Took a role away"),
        ["training"] = new("培训", "Training"),
        ["undo-merge"] = new("撤销合并", "Undid a merge"),
        ["unit-contact"] = new("单位联系人", "Contact of a unit"),
        ["withdraw-consent"] = new("撤回同意", "Withdrew a consent"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Bilingual> Terms = new Dictionary<string, Bilingual>
    {
        ["approved"] = new("已批准", "Approved"),
        ["areaCode"] = new("居住地", "Area of residence"),
        ["audience"] = new("面向", "For"),
        ["birthDate"] = new("出生日期", "Birth date"),
        ["capacity"] = new("名额", "Places"),
        ["categories"] = new("服务类别", "Service categories"),
        ["category"] = new("类别", "Category"),
        ["coOrganiser"] = new("协办单位", "Co-organiser"),
        ["consultations"] = new("咨询", "Consultations"),
        ["endsAt"] = new("结束", "End"),
        ["entered"] = new("已登记", "Entered"),
        ["false"] = new("否", "No"),
        ["guardian"] = new("监护人", "Guardian"),
        ["headCounts"] = new("人数分类", "Head counts"),
        ["idNumber"] = new("身份证号", "ID number"),
        ["leads"] = new("线索", "Leads"),
        ["leaflets"] = new("宣传品", "Leaflets"),
        ["minimumAge"] = new("最低年龄", "Minimum age"),
        ["name"] = new("姓名", "Name"),
        ["organiserArea"] = new("主办", "Organiser"),
        ["participation"] = new("参加志愿服务", "Taking part"),
        ["partyMember"] = new("党员信息", "Party membership"),
        ["party-membership"] = new("党员信息", "Party membership"),
        ["pending"] = new("待审核", "Waiting for approval"),
        ["peopleReached"] = new("覆盖人数", "People reached"),
        ["phone"] = new("手机号", "Phone"),
        ["posts"] = new("岗位", "Posts"),
        ["recordedAt"] = new("登记时间", "Recorded"),
        ["rejected"] = new("已驳回", "Rejected"),
        ["riskNotice"] = new("风险提示", "Risks"),
        ["serviceCounts"] = new("计入服务时间", "Counts as service"),
        ["sex"] = new("性别", "Sex"),
        ["signUpClosesAt"] = new("报名截止", "Sign-up closes"),
        ["skills"] = new("技能", "Skills"),
        ["skillsNeeded"] = new("所需技能", "Skills needed"),
        ["startsAt"] = new("开始", "Start"),
        ["title"] = new("标题", "Title"),
        ["true"] = new("是", "Yes"),
        ["venue"] = new("地点", "Venue"),
        ["withdrawn"] = new("已撤回", "Withdrawn"),
    }.ToFrozenDictionary();

    /// <summary>The keys that have a name.</summary>
    public static IEnumerable<string> Known => Deeds.Keys;

    /// <summary>What was done; the key itself where it has no name.</summary>
    public static Bilingual Of(string key) => Deeds.GetValueOrDefault(key) ?? new Bilingual(key, key);

    /// <summary>A field or a state; any other text as it is.</summary>
    public static string Term(string text, Language language) => Terms.TryGetValue(text, out var name) ? name.In(language) : text;
}
