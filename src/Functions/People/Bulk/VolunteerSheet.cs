using System.Collections.Immutable;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;
using Outreach.Functions.Http;
using Outreach.Functions.Http.Sheets;
using Outreach.Web.Texts;

namespace Outreach.Functions.People.Bulk;

/// <summary>A registration that a sheet holds, and where.</summary>
/// <param name="Row">As the sheet's program numbers it.</param>
internal sealed record SheetRegistration(int Row, RegistrationDraft Draft)
{
    /// <summary>The volunteer number, for who is registered already: a list that was exported holds it (docs/adr/0021).</summary>
    public string? VolunteerNumber { get; init; }
}

/// <summary>Volunteers as a sheet holds them: one a row, areas by code or by name, sex and lists as people write them.</summary>
internal static class VolunteerSheet
{
    public static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("volunteerNumber", CellForm.Digits, "志愿者编号", "volunteerNumber"),
        new("name", CellForm.Text, "姓名", "name"),
        new("phone", CellForm.Digits, "手机号", "手机号码", "手机", "联系电话", "电话", "phone"),
        new("areaCode", CellForm.Digits, "社区", "居住社区", "所在社区", "社区代码", "areaCode"),
        new("idNumber", CellForm.Digits, "身份证号", "身份证号码", "身份证", "idNumber"),
        new("birthDate", CellForm.Date, "出生日期", "出生年月日", "birthDate"),
        new("sex", CellForm.Text, "性别", "sex"),
        new("skills", CellForm.Text, "特长", "技能", "skills"),
        new("categories", CellForm.Text, "服务类别", "categories"),
        new("guardian.name", CellForm.Text, "监护人姓名", "监护人", "guardianName"),
        new("guardian.phone", CellForm.Digits, "监护人手机号", "监护人电话", "guardianPhone"),
        new("partyMember.unitName", CellForm.Text, "工作单位", "单位", "unitName"),
        new("partyMember.unitCode", CellForm.Digits, "统一社会信用代码", "单位代码", "unitCode"),
        new("partyMember.homeAreaCode", CellForm.Digits, "报到社区", "homeAreaCode"),
    ];

    /// <param name="consent">The version of the text that the people consented to.</param>
    public static IReadOnlyList<SheetRegistration> Registrations(SheetTable table, DistrictTerritory territory, string consent) =>
    [
        .. table.Rows.Select(row => new SheetRegistration(row.Number, DraftOf(row, territory, consent)) { VolunteerNumber = row["volunteerNumber"] }),
    ];

    /// <summary>What a preview shows of a registration, in the order of the columns; numbers masked, as everywhere.</summary>
    public static string?[] CellsOf(SheetRegistration registration)
    {
        var draft = registration.Draft;
        return
        [
            registration.VolunteerNumber, draft.Name, MaskedPhone(draft.Phone), draft.AreaCode, MaskedId(draft.IdNumber), draft.BirthDate, draft.Sex,
            ListOf(draft.Skills), ListOf(draft.Categories), draft.Guardian?.Name, MaskedPhone(draft.Guardian?.Phone),
            draft.PartyMember?.UnitName, draft.PartyMember?.UnitCode, draft.PartyMember?.HomeAreaCode,
        ];
    }

    /// <summary>What an export says of a volunteer, in the order of the columns; numbers masked.</summary>
    public static object[] CellsOf(Person person)
    {
        var details = person.Details;
        string?[] cells =
        [
            person.VolunteerNumber.Value, person.Name.Value, details.Phone?.Masked, person.Area.Value, details.IdNumber?.Masked,
            details.BirthDate is { } born ? CivilDate.Of(born) : null, details.Sex is { } sex ? SexNames.Of(sex).Chinese : null,
            ListOf(person.Skills),
            ListOf([.. person.Categories.Select(category => CategoryNames.Of(category.Value, Language.Chinese))]),
            details.Guardian?.Name.Value, details.Guardian?.Phone.Masked,
            person.PartyMember?.UnitName, person.PartyMember?.UnitCode?.Value, person.PartyMember?.HomeArea?.Value,
        ];
        return [.. cells.Select(cell => cell ?? "")];
    }

    private static RegistrationDraft DraftOf(TableRow row, DistrictTerritory territory, string consent) => new(
        row["name"], row["phone"], AreaOf(row["areaCode"], territory), row["idNumber"], row["birthDate"], SexOf(row["sex"]),
        Several(row["skills"]),
        Several(row["categories"]) is { } categories ? [.. categories.Select(CategoryNames.CodeOf)] : null,
        row["guardian.name"] is null && row["guardian.phone"] is null ? null : new GuardianDraft(row["guardian.name"], row["guardian.phone"]),
        row["partyMember.unitName"] is null && row["partyMember.unitCode"] is null
            ? null
            : new PartyMemberDraft(row["partyMember.unitCode"], row["partyMember.unitName"], AreaOf(row["partyMember.homeAreaCode"], territory)),
        new ConsentDraft(consent));

    private static ImmutableArray<string>? Several(string? text) =>
        text is null ? null : [.. Lists.Of(text)];

    private static string? ListOf(ImmutableArray<string>? texts) => texts is { IsDefaultOrEmpty: false } some ? string.Join('、', some) : null;

    private static string? MaskedPhone(string? text) => PhoneNumber.Parse(text).Match<string?>(phone => phone.Masked, _ => null);

    private static string? MaskedId(string? text) => ResidentId.Parse(text).Match<string?>(number => number.Masked, _ => null);

    /// <summary>The code of a community's name, where one community alone has it; any other text as it is, for the rules to refuse.</summary>
    private static string? AreaOf(string? text, DistrictTerritory territory)
    {
        var named = territory.All.Where(area => area.Code.Level == AreaLevel.Community && IsCalled(area.Name, text)).Take(2).ToList();
        return named is [var only] ? only.Code.Value : text;
    }

    /// <summary>People leave the end of an office's name out: 重熙社区 is 重熙社区居民委员会.</summary>
    private static bool IsCalled(string name, string? text) =>
        text is { Length: > 1 } && (name == text || name == text + "居民委员会" || name == text + "村民委员会" || name == text + "社区居民委员会");

    private static string? SexOf(string? text) => text switch
    {
        "男" => Kebab.Of(Sex.Male),
        "女" => Kebab.Of(Sex.Female),
        _ => text,
    };
}
