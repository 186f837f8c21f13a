using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>Draws tables for a person at a terminal. The texts are taken as they are; nothing in them is markup.</summary>
internal static class Tables
{
    private const int WidthWithoutTerminal = 120;

    /// <summary>A console on the context's standard output; colours only on a terminal, and only when <c>NO_COLOR</c> is not set.</summary>
    public static IAnsiConsole Console(CliContext context)
    {
        var coloured = context.OutputIsTerminal && string.IsNullOrEmpty(context.Environment("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = coloured ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = coloured ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
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

    /// <summary>Draws one table with a title; nothing when there are no rows.</summary>
    public static void Draw(IAnsiConsole console, string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Rounded };
        table.LeftAligned();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(OneLine(cell))));
        }

        console.Write(table);
    }

    /// <summary>Without control characters: an escape sequence in a name must not move the reader's cursor.</summary>
    private static string OneLine(string text) => new([.. text.Select(unit => char.IsControl(unit) ? ' ' : unit)]);
}
