using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>The console of the context for tables. It is made when the first table is drawn: making it takes longer than most commands do.</summary>
internal sealed class TableConsole(CliContext context)
{
    private const int WidthWithoutTerminal = 120;

    private IAnsiConsole? _ansi;

    /// <summary>The console: escape sequences only at a terminal that knows them, and only when <c>NO_COLOR</c> is not set.</summary>
    public IAnsiConsole Ansi => _ansi ??= Make();

    private IAnsiConsole Make()
    {
        // Decided here alone: the library's own detection looks at the process, and would take a test or a pipe for a terminal.
        var coloured = context.OutputIsColoured;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = coloured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = coloured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(context.Output),
        });
        if (context.OutputWidth is { } width)
        {
            console.Profile.Width = width;
        }
        else if (!context.OutputIsTerminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
