using System.Collections.Frozen;
using Outreach.Domain;
using Outreach.Domain.Activities;

namespace Outreach.Web.Texts;

/// <summary>What people call what the audit log keeps under short keys.</summary>
public static class AuditNames
{
    private static readonly FrozenDictionary<string, Bilingual> Deeds = new Dictionary<string, Bilingual>
    {
        ["award"] = new("奖励", "Award"),
        ["correct-person"] = new("更正资料", "Corrected somebody's data"),
        ["correction"] = new("更正签到", "Corrected an attendance"),
        ["edit-activity"] = new("修改活动", "Changed an activity"),
        ["erase-person"] = new("注销并删除", "Deleted an account"),
        ["evaluation"] = new("评价", "Evaluated somebody"),
        ["export-people"] = new("导出名单", "Exported a list of people"),
        ["export-person"] = new("导出资料", "Exported somebody's data"),
        ["grant"] = new("授予角色", "Gave a role"),
        ["list-person"] = new("在名单中查看未成年人", "Saw somebody under age in a list"),
        ["make-up"] = new("补录时长", "Added hours later"),
        ["merge-people"] = new("合并重复登记", "Merged two entries of one person"),
        ["one-time-link"] = new("生成登录链接", "Made a sign-in link"),
        ["read-consents"] = new("查看未成年人的同意记录", "Looked at the consents of somebody under age"),
        ["read-person"] = new("查看未成年人资料", "Looked at the data of somebody under age"),
        ["read-record"] = new("查看未成年人服务记录", "Looked at the record of somebody under age"),
        ["replay"] = new("重新发送消息", "Sent messages again"),
        ["results"] = new("宣传成效", "Recorded results"),
        ["revoke"] = new("收回角色", "Took a role away"),
        ["training"] = new("培训", "Training"),
        ["undo-merge"] = new("撤销合并", "Undid a merge"),
        ["unit-contact"] = new("单位联系人", "Contact of a unit"),
        ["withdraw-consent"] = new("撤回同意", "Withdrew a consent"),
    }.ToFrozenDictionary();

    /// <summary>Fields and states, as forms and pages call them; where a field is called otherwise for one deed, behind the deed's key.</summary>
    private static readonly FrozenDictionary<string, Bilingual> Terms = new Dictionary<string, Bilingual>
    {
        ["approved"] = new("已批准", "Approved"),
        ["areaCode"] = new("居住社区", "Community"),
        ["audience"] = new("面向", "For"),
        ["award.name"] = new("奖励名称", "Award"),
        ["birthDate"] = new("出生日期", "Date of birth"),
        ["capacity"] = new("名额", "Places"),
        ["categories"] = new("服务类别", "Service categories"),
        ["category"] = new("类别", "Category"),
        ["coOrganiser"] = new("协办单位", "Together with"),
        ["consultations"] = new("接受咨询", "Consultations"),
        ["content"] = new("内容", "Content"),
        ["date"] = new("日期", "Date"),
        ["endsAt"] = new("结束时间", "Ends"),
        ["entered"] = new("已登记", "Entered"),
        ["false"] = new("否", "No"),
        ["giver"] = new("授予单位", "Given by"),
        ["guardian"] = new("监护人", "Guardian"),
        ["headCounts"] = new("班级、团队人数", "Heads of classes and groups"),
        ["host"] = new("举办单位", "Host"),
        ["idNumber"] = new("身份证号", "ID number"),
        ["leads"] = new("收集线索", "Leads"),
        ["leaflets"] = new("发放宣传单", "Leaflets handed out"),
        ["minimumAge"] = new("最小年龄", "Minimum age"),
        ["minutes"] = new("分钟", "Minutes"),
        ["name"] = new("姓名", "Name"),
        ["organiserArea"] = new("组织区域", "Organised by"),
        ["participation"] = new("参加志愿服务并留存记录", "Taking part, and the record of it"),
        ["party-membership"] = new("党员身份", "Being a party member"),
        ["partyMember"] = new("党员身份和工作单位", "Party membership and unit"),
        ["pending"] = new("待审核", "Waiting for approval"),
        ["peopleReached"] = new("覆盖群众", "People reached"),
        ["phone"] = new("手机号", "Mobile number"),
        ["posts"] = new("岗位", "Posts"),
        ["recordedAt"] = new("登记时间", "Recorded"),
        ["rejected"] = new("已驳回", "Rejected"),
        ["riskNotice"] = new("风险提示", "Risks"),
        ["serviceCounts"] = new("计入志愿服务时长", "Count as volunteer service"),
        ["sex"] = new("性别", "Sex"),
        ["signUpClosesAt"] = new("报名截止", "Sign up by"),
        ["skills"] = new("特长", "Skills"),
        ["skillsNeeded"] = new("需要的技能", "Skills needed"),
        ["startsAt"] = new("开始时间", "Starts"),
        ["title"] = new("活动名称", "Title"),
        ["training.name"] = new("培训名称", "Training"),
        ["true"] = new("是", "Yes"),
        ["venue"] = new("地点", "Place"),
        ["withdrawn"] = new("已撤回", "Withdrawn"),
    }.ToFrozenDictionary();

    /// <summary>What was done; the key itself where it has no name.</summary>
    public static Bilingual Of(string deed) => Deeds.GetValueOrDefault(deed) ?? new Bilingual(deed, deed);

    /// <summary>A field or a state of what was done; null for any other text.</summary>
    public static Bilingual? Term(string deed, string text) => Terms.GetValueOrDefault($"{deed}.{text}") ?? Terms.GetValueOrDefault(text) ??
        (Kebab.Parse<Audience>(text).TryGet(out var audience, out _) ? AudienceNames.Of(audience) : null);
}
