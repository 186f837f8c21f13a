using System.Globalization;
using System.Text;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace SpecKitty.Client.Toml;

/// <summary>A TOML file of which this program knows a few strings. All the rest of it, comments and blanks too, stays byte for byte when those are set.</summary>
/// <remarks>
/// Every TOML 1.0 file can be read, in whatever form the strings stand there: under a table header, with a dotted key or in an inline table. So a file that another
/// program shares is neither refused nor cut down to what this one understands.
/// </remarks>
public sealed class TomlDocument
{
    private const string ByteOrderMark = "\uFEFF";

    private string _text;
    private DocumentSyntax _syntax;
    private Dictionary<string, ValueSyntax> _values;

    private TomlDocument(string text)
    {
        _text = text;
        (_syntax, _values) = Read(text);
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="TomlSyntaxException">It is not TOML; names line and column.</exception>
    public static TomlDocument Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TomlDocument(text);
    }

    /// <summary>The string under a key of a table; that of a date and time is its text.</summary>
    /// <param name="table">The name of the table.</param>
    /// <param name="key">The key.</param>
    /// <returns>It; null when the key is missing or holds something else.</returns>
    public string? Text(string table, string key) => _values.GetValueOrDefault(Path([table, key])) switch
    {
        StringValueSyntax text => text.Value,
        DateTimeValueSyntax time => Source(time),
        _ => null,
    };

    /// <summary>Puts a string under a key of a table; nothing else in the text changes.</summary>
    /// <exception cref="TomlSyntaxException">Something that is not a table has the table's name.</exception>
    public void Set(string table, string key, string value)
    {
        if (_values.TryGetValue(Path([table, key]), out var before))
        {
            Replace(Start(before), before.Span.Length, Quoted(value));
            return;
        }

        var pair = $"{Key(key)} = {Quoted(value)}";
        var line = _text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        if (_values.GetValueOrDefault(Path([table])) is InlineTableSyntax inline)
        {
            Replace(Start(inline) + 1, 0, inline.Items.ChildrenCount > 0 ? $" {pair}," : $" {pair} ");
        }
        else if (_syntax.Tables.OfType<TableSyntax>().FirstOrDefault(one => Path(NamesOf(one.Name)) == Path([table])) is { } header)
        {
            // A header without a line break after it ends the file.
            var end = End(header);
            Replace(end, 0, (end > 0 && _text[end - 1] == '\n' ? "" : line) + pair + line);
        }
        else if (_syntax.KeyValues.LastOrDefault(dotted => NamesOf(dotted.Key) is [var first, _, ..] && first == table) is { } sibling)
        {
            var end = Start(sibling) + sibling.Span.Length;
            Replace(end, 0, (_text[end - 1] == '\n' ? "" : line) + $"{Key(table)}.{pair}" + line);
        }
        else
        {
            var gap = _text.Length == 0 ? "" : _text.EndsWith('\n') ? line : line + line;
            Replace(_text.Length, 0, $"{gap}[{Key(table)}]{line}{pair}{line}");
        }
    }

    /// <summary>Makes the string under a key of a table empty where there is one; nothing else in the text changes.</summary>
    public void Clear(string table, string key)
    {
        if (_values.TryGetValue(Path([table, key]), out var before))
        {
            Replace(Start(before), before.Span.Length, "\"\"");
        }
    }

    /// <summary>The text.</summary>
    public override string ToString() => _text;

    private void Replace(int start, int length, string text)
    {
        var changed = string.Concat(_text.AsSpan(0, start), text, _text.AsSpan(start + length));
        (_syntax, _values) = Read(changed);
        _text = changed;
    }

    private static (DocumentSyntax Syntax, Dictionary<string, ValueSyntax> Values) Read(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
        {
            RefuseHalfCharacters(text);
        }

        DocumentSyntax syntax;
        try
        {
            syntax = SyntaxParser.Parse(text[BomOf(text)..], null, true);
        }
        catch (Exception refused) when (refused is TomlException or ArgumentException)
        {
            // The parser reports most of what is wrong; an escape that names half a character, and nesting too deep, it throws.
            throw new TomlSyntaxException(refused is TomlException ? "arrays and tables are nested too deep" : "an escape names no character", refused);
        }

        if (syntax.HasErrors)
        {
            throw TomlSyntaxException.Of(syntax.Diagnostics.First(fault => fault.Kind == DiagnosticMessageKind.Error));
        }

        var values = new Dictionary<string, ValueSyntax>(StringComparer.Ordinal);
        Add(values, [], syntax.KeyValues);
        foreach (var table in syntax.Tables.OfType<TableSyntax>())
        {
            Add(values, NamesOf(table.Name), table.Items);
        }

        return (syntax, values);
    }

    private static void Add(Dictionary<string, ValueSyntax> values, IReadOnlyList<string> above, IEnumerable<KeyValueSyntax> pairs)
    {
        foreach (var pair in pairs)
        {
            string[] path = [.. above, .. NamesOf(pair.Key)];
            if (pair.Value is not null)
            {
                values[Path(path)] = pair.Value;
            }

            if (pair.Value is InlineTableSyntax inline)
            {
                Add(values, path, inline.Items.Select(item => item.KeyValue).OfType<KeyValueSyntax>());
            }
        }
    }

    private static IReadOnlyList<string> NamesOf(KeySyntax? key) =>
        key is null ? [] : [NameOf(key.Key), .. key.DotKeys.Select(part => NameOf(part.Key))];

    private static string NameOf(BareKeyOrStringValueSyntax? key) => key switch
    {
        StringValueSyntax quoted => quoted.Value ?? "",
        BareKeySyntax bare => bare.Key?.Text ?? "",
        _ => "",
    };

    /// <summary>A path as one string; with the lengths, so that no two paths are the same one.</summary>
    private static string Path(IEnumerable<string> names) => string.Concat(names.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name.Length}:{name}")));

    private static int BomOf(string text) => text.StartsWith(ByteOrderMark, StringComparison.Ordinal) ? ByteOrderMark.Length : 0;

    private int Start(SyntaxNode node) => node.Span.Offset + BomOf(_text);

    private int End(TableSyntax table)
    {
        var last = table.Items.LastOrDefault() is { } pair ? pair.Span : table.EndOfLineToken?.Span ?? table.CloseBracket!.Span;
        return Math.Min(_text.Length, last.Offset + last.Length + BomOf(_text));
    }

    private string Source(SyntaxNode node) => _text.Substring(Start(node), node.Span.Length).Trim();

    private static string Key(string name) =>
        name.Length > 0 && name.All(unit => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-') ? name : Quoted(name);

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}"),
                _ => text.Append(unit),
            };
        }

        return text.Append('"').ToString();
    }

    private static void RefuseHalfCharacters(string text)
    {
        var (line, start) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n')
            {
                (line, start) = (line + 1, at + 1);
            }
            else if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[++at])))
            {
                throw new TomlSyntaxException("half of a surrogate pair is not a character", line, at - start + 1);
            }
        }
    }
}
