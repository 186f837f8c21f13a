using System.CommandLine;
using System.Reflection;
using SpecKitty.Cli.Output;

namespace SpecKitty.Cli.Commands;

/// <summary><c>completion</c>: the script by which a shell completes this program's commands, options and their values.</summary>
internal static class CompletionCommand
{
    /// <summary>The shells that there is a script for.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell." };
        shell.AcceptOnlyFromAmong([.. Shells]);
        var command = new DocumentedCommand("completion", "Print the script that lets a shell complete commands, options and their values. Needs no sign-in and no network.")
        {
            Examples =
            [
                new("spec-kitty completion bash >> ~/.bashrc", "for bash, from the next shell on"),
                new("spec-kitty completion zsh > ~/.zsh/functions/_spec-kitty", "for zsh, in a folder of its fpath"),
                new("spec-kitty completion fish > ~/.config/fish/completions/spec-kitty.fish", "for fish"),
                new("spec-kitty completion pwsh >> $PROFILE", "for PowerShell"),
            ],
        };
        command.Add(shell);
        command.SetAction(parse => Run(context, parse.GetRequiredValue(shell)));
        return command;
    }

    private static int Run(CliContext context, string shell)
    {
        using var script = Assembly.GetExecutingAssembly().GetManifestResourceStream($"completion.{shell}")
            ?? throw new InvalidOperationException($"The script for {shell} is not in the program.");
        using var text = new StreamReader(script);
        using var output = new DataOutput(context);
        output.Write(System.Text.Encoding.UTF8.GetBytes(text.ReadToEnd().ReplaceLineEndings("\n")));
        output.Flush();
        return ExitCodes.Fine;
    }
}
