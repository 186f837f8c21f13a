using System.Diagnostics;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Packaging;

/// <summary>Runs the SDK and what it has made, each as a process of its own.</summary>
internal static class Sdk
{
    /// <summary>Runs a command of the SDK at the top of the source tree. Fails with what it said when it does.</summary>
    public static async Task RunAsync(params string[] words)
    {
        // No process stays behind that another build could get hold of.
        var outcome = await RunAsync("dotnet", [.. words], SourceTree.Top, new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1" });

        outcome.Code.ShouldBe(0, outcome.Output + outcome.Error);
        (outcome.Output + outcome.Error).ShouldNotContain("warning");
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] words, string folder, Dictionary<string, string> environment, string input = "")
    {
        using var process = Start(program, words, folder, environment);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(string program, string[] words, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // What the test runner says about itself would steer the build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }
}
