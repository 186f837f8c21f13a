using System.Diagnostics;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Starts the built command line as a process of its own.</summary>
public static class CliProcess
{
    public static Process Start(string home, string workingDirectory, params string[] words) =>
        Start(home, workingDirectory, new Dictionary<string, string?>(StringComparer.Ordinal), words);

    /// <summary>Starts the command line with further environment variables; null takes one away.</summary>
    public static Process Start(string home, string workingDirectory, IReadOnlyDictionary<string, string?> environment, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SPEC_KITTY_HOME"] = home },
        };
        start.ArgumentList.Add(SourceTree.BuiltAssembly("SpecKitty.Cli", "spec-kitty"));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }
}
