using SpecKitty.Cli.Output;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.Manners;

public sealed class ColourTests
{
    private const string Escape = "\u001b";

    [Theory]
    [InlineData(true, null, "xterm-256color", true)]
    [InlineData(true, "", "xterm-256color", true)]
    [InlineData(true, null, null, true)]
    [InlineData(true, "1", "xterm-256color", false)]
    [InlineData(true, null, "dumb", false)]
    [InlineData(false, null, "xterm-256color", false)]
    public void Table_IsColoured_OnlyAtATerminalThatMayBe(bool isTerminal, string? noColour, string? terminal, bool isColoured)
    {
        var output = new StringWriter();
        var context = new CliContext
        {
            InputStream = Stream.Null,
            OutputStream = Stream.Null,
            OutputText = output,
            ErrorText = TextWriter.Null,
            WorkingDirectory = Path.GetTempPath(),
            Environment = name => name switch { "NO_COLOR" => noColour, "TERM" => terminal, _ => null },
            OutputIsTerminal = isTerminal,
            OutputWidth = 80,
        };

        Tables.Draw(Tables.Console(context), "Title", ["name"], [["Ada \u001b[31m red"]]);

        output.ToString().Contains(Escape, StringComparison.Ordinal).ShouldBe(isColoured);
        output.ToString().ShouldContain("Ada  [31m red");
    }

    [Fact]
    public async Task EveryCommandWithATable_IntoAPipe_PrintsNoEscapeSequence()
    {
        using var line = new CommandLine();
        line.Environment["TERM"] = "xterm-256color";

        foreach (var words in new string[][] { ["sync", "status"], ["conformance", "run"], ["schema", "list"], ["--help"] })
        {
            var outcome = await line.RunAsync(words);

            outcome.Output.ShouldNotContain(Escape);
            outcome.Error.ShouldNotContain(Escape);
        }
    }
}
