using System.Diagnostics;

namespace SpecKitty.Cli.Tests.Support;

/// <summary>Runs the built command line through a shell, for what only a shell can set up: redirections, bytes that are no text, a deleted directory.</summary>
public static class CliShell
{
    /// <summary>Runs a script in which <c>kitty</c> is the command line.</summary>
    /// <returns>Exit code, standard output and standard error.</returns>
    public static async Task<(int Code, string Output, string Error)> RunAsync(CommandLine line, string script, string input = "")
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = line.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SPEC_KITTY_HOME"] = line.Home, ["KITTY"] = SourceTree.BuiltAssembly("SpecKitty.Cli", "spec-kitty") },
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("kitty() { dotnet \"$KITTY\" \"$@\"; }\n" + script);
        using var shell = Process.Start(start)!;
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = shell.StandardError.ReadToEndAsync();
        await shell.StandardInput.WriteAsync(input);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, await output, await error);
    }
}
