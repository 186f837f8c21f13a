namespace SpecKitty.Client.Toml;

/// <summary>A small TOML document: a root table and named tables of strings, integers and booleans.</summary>
/// <remarks>
/// The subset that SpecKitty's own files use, read strictly: dotted keys, arrays, inline tables, floats, dates, literal and
/// multi-line strings are refused by name. What is written here, every TOML 1.0 reader reads.
/// </remarks>
public sealed class TomlDocument
{
    private readonly OrderedDictionary<string, TomlTable> _tables = new(StringComparer.Ordinal);

    /// <summary>The keys before the first table header.</summary>
    public TomlTable Root { get; } = new();

    /// <summary>The names of the tables in the order of the text.</summary>
    public IEnumerable<string> TableNames => _tables.Keys;

    /// <summary>Reads a text.</summary>
    /// <exception cref="TomlSyntaxException">It is not the subset; names line and column.</exception>
    public static TomlDocument Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TomlReader(text).Read();
    }

    /// <summary>The table of a name; an empty one that is not part of the document when there is none.</summary>
    public TomlTable Table(string name) => _tables.GetValueOrDefault(name) ?? new TomlTable();

    /// <summary>The table of a name, made at the end of the document when there is none.</summary>
    public TomlTable Open(string name)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            table = new TomlTable();
            _tables.Add(name, table);
        }

        return table;
    }

    /// <summary>The document as text, lines ended by a line feed.</summary>
    public override string ToString() => TomlWriter.Write(this);

    internal bool TryAdd(string name, TomlTable table) => _tables.TryAdd(name, table);
}
