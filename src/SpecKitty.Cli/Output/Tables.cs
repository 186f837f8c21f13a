using Spectre.Console;

namespace SpecKitty.Cli.Output;

/// <summary>Draws tables for a person at a terminal. The texts are taken as they are; nothing in them is markup.</summary>
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

    /// <summary>Without control characters: an escape sequence in a name must not move the reader's cursor.</summary>
    public static string OneLine(string text) => string.Create(text.Length, text, static (line, source) =>
    {
        for (var at = 0; at < line.Length; at++)
        {
            line[at] = char.IsControl(source[at]) ? ' ' : source[at];
        }
    });

    /// <summary>A table with a title. The texts are taken as they are.</summary>
    public static Table Of(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
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

        return table;
    }
}
