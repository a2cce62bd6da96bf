using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Outreach.Domain.People;

namespace Outreach.Functions.Security;

/// <summary>Who may call a function at all. Every HTTP function carries one; the pipeline enforces it before the function runs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class AccessAttribute : Attribute;

/// <summary>Anyone, signed in or not.</summary>
public sealed class AnyoneAttribute : AccessAttribute
{
    /// <summary>
    /// Whether everybody gets the same answer, so that whatever stands between may keep it: then nobody is signed in for it, and no renewed
    /// session rides on it.
    /// </summary>
    public bool IsSameForAll { get; init; }
}

/// <summary>Whoever has a session.</summary>
public sealed class SignedInAttribute : AccessAttribute
{
    /// <summary>Whether the function decides by what the caller was granted. Most do not, and spare the store a call.</summary>
    public bool WithGrants { get; init; }
}

/// <summary>Whoever holds the role on some area; the function itself checks the area of what is called for.</summary>
public sealed class StaffAttribute(Role role) : AccessAttribute
{
    public Role Role { get; } = role;
}

/// <summary>The rules of all functions by name, read once.</summary>
public static class AccessRules
{
    private static readonly FrozenDictionary<string, AccessAttribute> Rules = typeof(AccessRules).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Select(method => (Name: method.GetCustomAttribute<FunctionAttribute>()?.Name, Rule: method.GetCustomAttribute<AccessAttribute>()))
        .Where(x => x is { Name: not null, Rule: not null })
        .ToFrozenDictionary(x => x.Name!, x => x.Rule!);

    /// <exception cref="InvalidOperationException">The function has no rule, which is a bug: nothing is open by oversight.</exception>
    public static AccessAttribute Of(string function) =>
        Rules.GetValueOrDefault(function) ?? throw new InvalidOperationException(
            $"Function {function} says nowhere who may call it: give its Run [Anyone], [SignedIn] or [Staff(Role.…)].");
}
