using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>The console of the context for tables. It is made when the first table is drawn: making it takes longer than most commands do.</summary>
internal sealed class TableConsole(CliContext context)
{
    private const int WidthWithoutTerminal = 120;

    private IAnsiConsole? _ansi;

    /// <summary>The console; see <see cref="StyledConsole.OfTables"/>.</summary>
    public IAnsiConsole Ansi => _ansi ??= Make();

    private IAnsiConsole Make()
    {
        var console = StyledConsole.OfTables(context);
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
