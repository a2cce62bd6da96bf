namespace Outreach.Functions.Security;

/// <summary>A setting that the app cannot run with, in one sentence for whoever deploys it. It names the setting and never what it holds.</summary>
public sealed class SettingException(string setting, string rule) : Exception($"The setting {setting} {rule}.");
