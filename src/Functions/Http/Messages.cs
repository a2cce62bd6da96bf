using System.Collections.Frozen;
using System.Globalization;
using Outreach.Domain;
using Outreach.Web.Texts;

namespace Outreach.Functions.Http;

/// <summary>What people read of a refusal, by its code, in Chinese and English. A test asks for the code of every refusal in the source.</summary>
internal static class Messages
{
    private static readonly FrozenDictionary<string, Bilingual> Titles = new Dictionary<string, Bilingual>
    {
        ["invalid-input"] = new("填写的内容有误", "Something in the request is not right"),
        ["not-signed-in"] = new("请先登录", "Sign in first"),
        ["session-over"] = new("登录已失效，请重新登录", "The session is over; sign in again"),
        ["one-time-code-unknown"] = new("登录码无效、已使用或已过期", "The sign-in code is unknown, used or expired"),
        ["forbidden"] = new("您没有这项操作的权限", "You may not do this"),
        ["not-found"] = new("没有找到", "There is no such thing here"),
        ["already-registered"] = new(
            "该手机号或身份证号已经登记；如果是您本人，请向社区工作人员要登录链接",
            "This phone or ID number is registered already; if it is you, ask a community worker for a sign-in link"),
        ["already-merged"] = new("该人员已经并入他人", "One of the two was merged into somebody already"),
        ["merged-into"] = new("已有他人并入该人员，请先撤销", "Others were merged into the duplicate; undo that first"),
        ["still-signed-up"] = new("重复登记的人员仍有未结束活动的报名", "The duplicate is signed up for an activity that is not over"),
        ["changed-since-merge"] = new("合并后的内容已被修改，不能撤销", "What the merge changed was changed since"),
        ["too-late-to-undo"] = new("已超过可以撤销的期限", "The merge can no longer be undone"),
        ["activity-closed"] = new("活动已结束、取消或停止报名", "The activity is closed, cancelled or over"),
        ["activity-not-published"] = new("活动尚未发布", "The activity is not published yet"),
        ["already-attended"] = new("已有人签到，不能取消活动", "People have checked in; the activity cannot be called off"),
        ["already-checked-in"] = new("已经签到，不能取消报名", "Checked in already; the sign-up stands"),
        ["not-in-audience"] = new("您不在本活动的招募对象之内", "The activity is not for you"),
        ["too-young"] = new("您未达到本活动要求的年龄", "You are too young for this activity"),
        ["birth-date-needed"] = new("本活动有年龄要求，请先补全您的出生日期", "The activity has a minimum age; complete your birth date first"),
        ["skills-missing"] = new("您登记的技能不符合本活动的要求", "The activity needs skills that you have not registered"),
        ["overlapping-activity"] = new("您在同一时间已报名另一活动", "You hold a place on another activity at the same time"),
        ["consent-withdrawn"] = new("本人已撤回同意，重新同意后才能办理", "The consent was withdrawn; it takes a new one from the person"),
        ["not-signed-up"] = new("您没有报名、仍在候补，或尚未确认候补名额", "You hold no place on this activity, or have not taken the one offered"),
        ["not-there-yet"] = new("还没有登记到场，不能登记离开", "Was not recorded as there, and so cannot leave"),
        ["struck"] = new("已更正为没有到场，不再登记", "Was corrected as not there, which stands"),
        ["not-checked-in"] = new("您还没有签到", "You have not checked in"),
        ["not-yet-open"] = new("签到尚未开始", "Check-in is not open yet"),
        ["code-expired"] = new(
            "签到码无效或已过期，请重新扫码或重新输入", "The code is not the one at the door, or no longer; scan it or type it in again"),
        ["outside-the-venue"] = new("您不在活动地点范围内", "You are not at the venue"),
        ["own-check-in-stands"] = new("本人签到签退的记录不能更正", "What the person recorded with the code stands"),
        ["same-person"] = new("录入与审核不能是同一人，也不能审核本人的时长", "Nobody decides about what they entered, or about their own time"),
        ["already-pending"] = new("已有一条待审核的记录", "There is one that waits to be decided already"),
        ["already-made-up"] = new("该志愿者在本活动的补录时长已通过审核", "Hours were added for this person already"),
        ["nothing-to-make-up"] = new("该人员的时长已满，无须补录", "The person's credit is as long as the activity"),
        ["already-decided"] = new("已经审核过", "It was decided otherwise already"),
        ["no-service"] = new("本活动不计服务时长", "The activity does not count as service"),
        ["no-attendance"] = new("没有该人员的出勤记录", "There is no attendance of this person"),
        ["not-begun"] = new("活动尚未开始", "The activity has not begun"),
        ["not-over-yet"] = new("活动尚未结束", "The activity is not over yet"),
        ["batch-differs"] = new("该设备已用同一批次号发送过其他内容", "The device sent something else under the same batch id"),
        ["idempotency-key-reused"] = new("这个幂等键已用于另一个请求", "The idempotency key was used for another request"),
        ["idempotency-key-busy"] = new("同一请求正在处理，请稍候", "The same request is under way; try again in a moment"),
        ["stale"] = new("内容已被他人修改，请刷新后重试", "Somebody changed it meanwhile; look at it again"),
        ["form-expired"] = new("页面已过期，请返回刷新后重新提交", "The form is too old; go back, reload it and send it again"),
        ["too-many-requests"] = new("操作过于频繁，请稍后再试", "Too many requests; try again later"),
        ["body-too-large"] = new("发送的内容过大", "The body is too large"),
        ["unsupported-media-type"] = new("不支持这种内容格式", "This media type is not taken here"),
        ["store-busy"] = new("系统繁忙，请稍后重试", "The system is busy; try again in a moment"),
        ["unexpected-error"] = new("系统出错，我们会尽快处理", "Something went wrong on our side"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Bilingual> Rules = new Dictionary<string, Bilingual>
    {
        ["required"] = new("必填", "is required"),
        ["json-form"] = new("格式有误：不是有效的 JSON，或类型不对", "is not valid JSON, or not of the right type"),
        ["number-form"] = new("应为数字", "is not a number"),
        ["whole-number-form"] = new("应为整数，不超过九位", "is not a whole number of nine digits at most"),
        ["json-or-form"] = new("请发送 application/json 或表单", "must be application/json or a web form"),
        ["csv-only"] = new("请发送 text/csv", "must be text/csv"),
        ["body-broken"] = new("内容没有完整送达", "did not arrive whole"),
        ["body-too-large"] = new("不能超过 {0} 字节", "must not be larger than {0} bytes"),
        ["if-match-form"] = new("不是有效的版本标签", "is not a list of entity tags"),
        ["idempotency-key-form"] = new("必须是 1 到 {0} 个可见字符", "must be 1 to {0} visible ASCII characters"),
        ["unknown-member"] = new("没有这个字段", "is not a member here"),
        ["one-of"] = new("必须是以下之一：{0}", "must be one of: {0}"),
        ["out-of-range"] = new("必须在 {0} 到 {1} 之间", "must be from {0} to {1}"),
        ["too-many"] = new("最多 {0} 项", "must not have more than {0} items"),
        ["too-many-rows"] = new("最多 {0} 行", "must not have more than {0} rows"),
        ["duplicate"] = new("重复", "stands here twice"),
        ["text-too-long"] = new("不能超过 {0} 个字", "must not be longer than {0} characters"),
        ["text-characters"] = new("含有不允许的字符", "holds characters that are not allowed"),
        ["name-characters"] = new("姓名只能含文字、空格、连字符和间隔号", "may hold letters, spaces, hyphens and middle dots only"),
        ["phone-form"] = new("不是有效的手机号码", "is not a mobile number"),
        ["id-number-form"] = new("不是有效的身份证号码", "is not an ID number"),
        ["id-number-date"] = new("身份证号码中的出生日期有误", "holds a birth date that does not exist"),
        ["check-digit"] = new("校验位不正确", "has a wrong check digit"),
        ["credit-code-form"] = new("不是有效的统一社会信用代码", "is not a unified social credit code"),
        ["volunteer-number-form"] = new("不是有效的志愿者编号", "is not a volunteer number"),
        ["certificate-number-form"] = new("不是有效的证书编号", "is not a certificate number"),
        ["area-code-form"] = new("不是有效的区划代码", "is not an area code"),
        ["unknown-area"] = new("没有这个区域", "is not an area that is known here"),
        ["category-form"] = new("类别只能含小写字母、数字和连字符", "must be lower-case letters, digits and hyphens"),
        ["id-form"] = new("不是有效的编号", "is not an id"),
        ["instant-form"] = new("不是有效的时间（应如 2023-02-07T09:00:00+08:00）", "is not an instant such as 2023-02-07T09:00:00+08:00"),
        ["date-form"] = new("不是有效的日期（应如 2023-02-07）", "is not a date such as 2023-02-07"),
        ["month-form"] = new("不是有效的月份（应如 2023-02）", "is not a month such as 2023-02"),
        ["month-or-range"] = new("月份与起止月份只能选一种", "goes without from and to"),
        ["no-sheet"] = new("不是 Excel（.xlsx）或 CSV 文件，或文件已损坏", "is no Excel (.xlsx) or CSV file, or a broken one"),
        ["heading-missing"] = new("缺少列“{0}”", "has no column {0}"),
        ["digits-lost"] = new("号码已被表格软件变成数字而丢位，请将该列设为文本后重新填写", "was taken for a number and lost digits; make the column text and type it anew"),
        ["range-of-months"] = new("起止月份有误，或超过 {0} 个月", "must not be before from, nor make more than {0} months"),
        ["end-before-start"] = new("必须晚于开始时间", "must be after the start"),
        ["after-the-end"] = new("不能晚于结束时间", "must not be after the end"),
        ["too-long"] = new("不能超过 {0} 天", "must not last longer than {0} days"),
        ["range-of-days"] = new("起止日期有误，或超过 {0} 天", "must not be before the start, nor more than {0} days after it"),
        ["latitude-and-longitude-together"] = new("经度和纬度必须同时填写", "goes together with the latitude"),
        ["radius-needs-location"] = new("填写范围时必须填写经纬度", "needs a latitude and a longitude"),
        ["not-a-birth-date"] = new("不是可能的出生日期", "is not a possible birth date"),
        ["differs-from-id-number"] = new("与身份证号码不一致", "differs from the ID number"),
        ["guardian-required"] = new("未满 {0} 周岁须填写监护人", "is required below the age of {0}"),
        ["membership-withdrawn"] = new("本人已撤回登记党员身份的同意，重新同意后才能填写", "is not kept: the consent to it was withdrawn and has to be given again first"),
        ["guardian-differs"] = new("与登记的监护人不一致", "is not the guardian who is registered"),
        ["skills-missing"] = new("缺少：{0}", "lack: {0}"),
        ["fixed-once-published"] = new("活动发布后不能修改", "cannot be changed once the activity is published"),
        ["fixed-once-attended"] = new("已有人签到，不能修改", "cannot be changed once somebody has checked in"),
        ["places-taken"] = new("不能少于已占用的 {0} 个名额", "must not be less than the {0} places that are taken"),
        ["post-taken"] = new("岗位“{0}”已有人报名，须保留且不少于 {1} 个名额", "must keep {0}, which people signed up for, with at least {1} places"),
        ["json-only"] = new("请发送 application/merge-patch+json 或 application/json", "must be application/merge-patch+json or application/json"),
        ["somebody-elses"] = new("已由另一个人登记", "is registered to somebody else"),
        ["unknown-person"] = new("没有这个人员", "is nobody who is registered here"),
        ["themself"] = new("不能是本人", "must be somebody else"),
        ["nothing-to-correct"] = new("请填写签到、签退时间，或注明未到场", "needs a check-in, a check-out, or that the person was absent"),
        ["absent-alone"] = new("注明未到场时不能填写时间", "goes without times"),
        ["unknown-post"] = new("没有这个岗位", "is not a post of this activity"),
        ["code-expired"] = new("签到码无效或已过期，请重新扫码或重新输入", "is not the code at the door, or no longer; scan it or type it in again"),
        ["in-the-future"] = new("不能晚于现在", "must not be in the future"),
        ["outside-the-activity"] = new("不在活动时间之内", "is not within the activity"),
        ["continuation-form"] = new("翻页标记有误", "is not a continuation that was given out"),
        ["not-utf-8"] = new("文件不是 UTF-8 编码", "is not UTF-8"),
        ["no-rows"] = new("文件中没有数据", "has no rows"),
        ["areas-missing"] = new("请先导入区划", "needs the areas, which are to be imported first"),
        ["column-missing"] = new("缺少这一列，或出现多次", "is missing among the columns, or stands there twice"),
        ["wrong-number-of-columns"] = new("列数与表头不一致", "does not have as many columns as the header"),
        ["level-differs-from-code"] = new("层级与代码不一致", "differs from what the code says"),
        ["parent-differs-from-code"] = new("上级与代码不一致", "differs from what the code says"),
        ["other-district"] = new("一个文件只能含一个区县", "belongs to another district than the rows before"),
        ["unknown-parent"] = new("上级区域不存在", "is neither in the file nor known"),
    }.ToFrozenDictionary();

    /// <summary>The title of a refusal's code.</summary>
    /// <exception cref="KeyNotFoundException">The code has no title: a bug that a test finds.</exception>
    public static Bilingual Title(string code) => Titles[code];

    /// <summary>What a code says that may be a refusal's or a rule's, its numbers left open.</summary>
    public static Bilingual TitleOrRule(string code) => Titles.TryGetValue(code, out var title) ? title : Rules[code];

    /// <summary>What a rule says of a field, its numbers left open.</summary>
    public static Bilingual Rule(string rule) => Rules[rule];

    public static string Of(FieldError error, Language language) =>
        string.Format(CultureInfo.InvariantCulture, Rule(error.Rule).In(language), [.. error.Arguments]);
}
