using System.Globalization;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.LocalHost.Sample;

/// <summary>
/// Makes up residents: always the same ones, valid in form and nobody's. Mobile numbers begin with 1420, which no carrier has; ID
/// numbers with 140213 and a birth before 2018, when that district did not exist; units' codes spell no registry's.
/// </summary>
internal static class SamplePeople
{
    public const int Count = 2000;

    /// <summary>Every so manyth resident is a child, and of the others every so manyth a party member.</summary>
    private const int ChildEvery = 10;
    private const int PartyMemberEvery = 4;
    private const int Units = 12;

    private static readonly string[] Surnames =
    [
        .. "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文".Select(c => $"{c}"),
        "欧阳", "司马", "诸葛",
    ];

    private static readonly string[] Given =
        [.. "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红梅建国志远晓东海燕雪松文博子涵雨桐浩然思源嘉怡俊豪欣妍宇轩㐱𠮷".EnumerateRunes().Select(r => r.ToString())];

    private static readonly string[] Skills = ["急救", "摄影", "理发", "法律咨询", "心理疏导", "家电维修", "书法", "驾驶", "手语", "护理"];
    private static readonly string[] Categories = ["home-visit", "safety-inspection", "fraud-prevention", "waste-sorting", "city-upkeep"];

    /// <summary>The residents, spread over the communities in turn.</summary>
    /// <param name="communities">In a fixed order.</param>
    public static IReadOnlyList<RegistrationDraft> Make(IReadOnlyList<AreaCode> communities)
    {
        // The same seed gives the same people on every machine: the generator's sequence is fixed for a given seed.
        var random = new Random(140213);
        return [.. Enumerable.Range(0, Count).Select(i => i % ChildEvery == 0
            ? Child(random, i, communities[i % communities.Count])
            : Adult(random, i, communities[i % communities.Count]))];
    }

    private static RegistrationDraft Adult(Random random, int i, AreaCode community)
    {
        var born = new DateOnly(1945, 1, 1).AddDays(random.Next(55 * 365));
        return new RegistrationDraft(
            Name(random),
            Phone(i),
            community.Value,
            IdNumber(born, i),
            Skills: [Pick(random, Skills)],
            Categories: [Pick(random, Categories)],
            PartyMember: i % PartyMemberEvery == 1 ? Party(i, community) : null,
            Consent: new ConsentDraft("sample"));
    }

    private static RegistrationDraft Child(Random random, int i, AreaCode community) => new(
        Name(random),
        Phone(i),
        community.Value,
        BirthDate: new DateOnly(2008, 1, 1).AddDays(random.Next(8 * 365)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Sex: random.Next(2) == 0 ? "male" : "female",
        Guardian: new GuardianDraft(Name(random), Phone(Count + i)),
        Consent: new ConsentDraft("sample"));

    private static PartyMemberDraft Party(int i, AreaCode community)
    {
        var unit = i / PartyMemberEvery % Units;
        var code = $"11140213MBYYYY0{unit:D2}";
        return new PartyMemberDraft(code + UnitCode.CheckOf(code), $"样例单位{unit + 1}", community.Value);
    }

    private static string Name(Random random)
    {
        var name = Pick(random, Surnames) + Pick(random, Given);
        return random.Next(3) == 0 ? name : name + Pick(random, Given);
    }

    private static string Phone(int i) => $"1420{i:D7}";

    private static string IdNumber(DateOnly born, int i)
    {
        var digits = $"140213{born:yyyyMMdd}{i % 1000:D3}";
        return digits + ResidentId.CheckOf(digits);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
