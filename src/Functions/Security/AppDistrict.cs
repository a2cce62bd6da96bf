using Microsoft.Extensions.Configuration;
using Outreach.Domain;
using Outreach.Domain.People;
using Outreach.Domain.Territory;

namespace Outreach.Functions.Security;

/// <summary>
/// The district that the app is run for: its first admin's, and those whose admins look after the app itself. Setting:
/// <c>Outreach:District</c> (140213, Pingcheng, where it is not set).
/// </summary>
public sealed class AppDistrict(IConfiguration configuration)
{
    private const string Setting = "Outreach:District";
    private const string Pingcheng = "140213";

    public AreaCode Code { get; } = AreaCode.Parse(configuration[Setting] ?? Pingcheng).Match(
        code => code, _ => throw new SettingException(Setting, $"must be an area code such as {Pingcheng}"));

    /// <summary>Null when the caller looks after the app, otherwise the refusal.</summary>
    public Refusal? Lacks(Caller caller) => caller.Lacks(Role.Admin, Code);
}
