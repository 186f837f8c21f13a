using System.Reflection;

namespace SpecKitty.Server.Hosting;

/// <summary>The version of this server, as producers and people are told it.</summary>
internal static class ServerVersion
{
    public static string Text { get; }
        = typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
