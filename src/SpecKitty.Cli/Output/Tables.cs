using SpecKitty.Client.Terminal;
using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>Draws tables for a person at a terminal. The texts are taken as they are, harmless for the terminal; nothing in them is markup.</summary>
internal static class Tables
{
    /// <summary>A console on the context's standard output.</summary>
    public static TableConsole Console(CliContext context) => new(context);

    /// <summary>Draws one table with a title; nothing when there are no rows.</summary>
    public static void Draw(TableConsole console, string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count > 0)
        {
            console.Ansi.Write(Of(title, columns, rows));
        }
    }

    /// <summary>One line of text. It is taken as it is, harmless for the terminal.</summary>
    public static Text Line(string text) => new(TerminalText.OneLine(text));

    /// <summary>A table with a title. The texts are taken as they are.</summary>
    public static Table Of(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(TerminalText.OneLine(title))), Border = TableBorder.Rounded };
        table.LeftAligned();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Line(column)));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => Line(cell)));
        }

        return table;
    }
}
