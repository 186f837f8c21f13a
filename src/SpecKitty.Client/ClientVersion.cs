using System.Reflection;

namespace SpecKitty.Client;

/// <summary>The version of this library.</summary>
public static class ClientVersion
{
    /// <summary>Such as <c>1.2.3</c>; a commit that the build appended is left out.</summary>
    public static string Text { get; } =
        typeof(ClientVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
