using System.Diagnostics;
using SpecKitty.Cli.Commands;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class CompletionTests : IDisposable
{
    private readonly CommandLine _line = new();

    public void Dispose() => _line.Dispose();

    [Theory]
    [InlineData("sy", "sync")]
    [InlineData("sync ", "status")]
    [InlineData("sync now --js", "--json")]
    [InlineData("auth login --pass", "--password-stdin")]
    [InlineData("completion ", "fish")]
    [InlineData("", "emit")]
    public async Task Suggest_ALineUpToTheCursor_NamesWhatCanFollow(string line, string expected)
    {
        var outcome = await _line.RunAsync($"[suggest:{line.Length}]", line);

        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldBe("");
        outcome.Output.Split('\n').ShouldContain(expected);
        Directory.Exists(_line.Home).ShouldBeFalse();
    }

    [Theory]
    [InlineData("spec-kitty sy", "sync")]
    [InlineData("spec-kitty  sync st", "status")]
    [InlineData("spec-kitty auth login --us", "--username")]
    [InlineData("spec-kitty completion p", "pwsh")]
    public async Task Bash_ALineUpToTheCursor_IsCompletedByTheScript(string line, string expected)
    {
        var script = await ScriptAsync("bash");

        // What bash does at the Tab key: it sets these variables, and calls the function with the program, the word and the one before.
        var completed = await ShellAsync(
            "bash",
            $$"""
            spec-kitty() { dotnet '{{SourceTree.BuiltAssembly("SpecKitty.Cli", "spec-kitty")}}' "$@"; }
            {{script}}
            COMP_LINE='{{line}}'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _spec_kitty spec-kitty "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        completed.ShouldBe(expected + "\n");
    }

    [Theory]
    [InlineData("bash", "complete -o bashdefault -o default -F _spec_kitty spec-kitty")]
    [InlineData("zsh", "compdef _spec_kitty spec-kitty")]
    [InlineData("fish", "complete -c spec-kitty -f -a '(__spec_kitty_complete)'")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName spec-kitty")]
    public async Task Script_OfEachShell_RegistersItselfAndAsksTheProgram(string shell, string registration)
    {
        var script = await ScriptAsync(shell);

        script.ShouldContain(registration);
        script.ShouldContain("[suggest:");
        script.ShouldNotContain("\r");
        foreach (var (open, close) in new[] { ('(', ')'), ('{', '}'), ('[', ']') })
        {
            script.Count(letter => letter == open).ShouldBe(script.Count(letter => letter == close), $"{open}{close}");
        }

        // A shell that is installed reads the whole of it without running it.
        if (shell != "pwsh" && IsInstalled(shell))
        {
            var path = Path.Join(_line.WorkingDirectory, "script");
            await File.WriteAllTextAsync(path, script);
            (await ShellAsync(shell, $"{shell} -n '{path}'")).ShouldBe("");
        }
    }

    [Fact]
    public void Script_EveryShellThatIsOffered_HasOne() => CompletionCommand.Shells.ShouldBe(["bash", "zsh", "fish", "pwsh"]);

    private static bool IsInstalled(string shell) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Join(folder, shell)));

    private static async Task<string> ShellAsync(string shell, string text)
    {
        var start = new ProcessStartInfo(shell) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(text + "\n");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        (await error).ShouldBe("");
        await process.WaitForExitAsync();
        return output;
    }

    private async Task<string> ScriptAsync(string shell) => (await _line.RunAsync("completion", shell)).ShouldEnd(ExitCodes.Fine).Output;
}
