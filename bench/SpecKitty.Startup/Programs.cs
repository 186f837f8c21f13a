using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SpecKitty.Startup;

/// <summary>Makes what is measured, from the sources: the hello world, the command line as its tool package ships it, and as one file.</summary>
internal static class Programs
{
    /// <summary>Publishes everything.</summary>
    /// <param name="folder">Where to.</param>
    /// <returns>What to start, the baseline first.</returns>
    public static async Task<IReadOnlyList<StartedProgram>> PublishAsync(string folder)
    {
        var top = Top();
        var machine = RuntimeInformation.RuntimeIdentifier;
        var hello = Path.Join(folder, "hello");
        var tool = Path.Join(folder, "tool");
        var single = Path.Join(folder, "single");
        var cli = Path.Join(top, "src", "SpecKitty.Cli");
        await PublishAsync(Path.Join(top, "bench", "SpecKitty.Startup", "Hello"), hello);
        await PublishAsync(cli, tool, "--runtime", machine, "--no-self-contained");
        await PublishAsync(cli, single, "--runtime", machine, "--self-contained", "-p:PublishSingleFile=true", "-p:PublishTrimmed=true");
        string[] viaHost = ["dotnet", Path.Join(tool, "spec-kitty.dll")];
        string[] alone = [Path.Join(single, OperatingSystem.IsWindows() ? "spec-kitty.exe" : "spec-kitty")];
        return
        [
            new("baseline: hello world, dotnet Hello.dll", ["dotnet", Path.Join(hello, "Hello.dll")]),
            new("tool: spec-kitty --version", [.. viaHost, "--version"]),
            new("tool: spec-kitty sync status", [.. viaHost, "sync", "status"]),
            new("one file: spec-kitty --version", [.. alone, "--version"]),
            new("one file: spec-kitty sync status", [.. alone, "sync", "status"]),
        ];
    }

    private static async Task PublishAsync(string project, string folder, params string[] further)
    {
        // Each in a place of its own: what one way of publishing leaves behind must not get into another.
        string[] words = ["publish", project, "--configuration", "Release", "--nologo", "--verbosity", "quiet", "--output", folder, "--artifacts-path", folder + "-build", .. further];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} could not be published; the build says why.");
        }
    }

    private static string Top()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Join(at.FullName, "SpecKitty.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("This program does not run inside the source tree.");
    }
}
