using System.Diagnostics;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Starts the built server as a process of its own.</summary>
internal static class ServerProcess
{
    public static Process Start(string workingDirectory, params string[] words) => Process.Start(new ProcessStartInfo("dotnet", [SourceTree.BuiltAssembly("SpecKitty.Server", "SpecKitty.Server"), .. words])
    {
        WorkingDirectory = workingDirectory,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
