using System.Text;
using SpecKitty.Events.Schemas;

namespace SpecKitty.Cli.Schemas;

/// <summary>A folder of schema files, beside what is generated from the types.</summary>
internal sealed class SchemaFolder
{
    private const string Suffix = ".schema.json";

    private readonly string _path;
    private readonly IReadOnlyDictionary<string, byte[]> _generated;

    /// <summary>Looks at a folder.</summary>
    /// <param name="path">Its absolute path; it need not exist.</param>
    public SchemaFolder(string path)
    {
        _path = path;
        _generated = SchemaGenerator.Generate().ToDictionary(schema => schema.Key + Suffix, schema => Encoding.UTF8.GetBytes(schema.Value), StringComparer.Ordinal);
    }

    /// <summary>How many schemas are generated.</summary>
    public int Count => _generated.Count;

    /// <summary>What differs between the files of the folder and what is generated, byte for byte.</summary>
    public SchemaDrift Compare()
    {
        var present = Present();
        var expected = _generated.Keys.Order(StringComparer.Ordinal).ToList();
        return new SchemaDrift(
            [.. expected.Where(name => !present.Contains(name))],
            [.. expected.Where(name => present.Contains(name) && !File.ReadAllBytes(FileOf(name)).AsSpan().SequenceEqual(_generated[name]))],
            [.. present.Where(name => !_generated.ContainsKey(name)).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Writes the files that are missing or different. What the types no longer have stays for its owner to delete.</summary>
    /// <param name="drift">What <see cref="Compare"/> found.</param>
    public void Write(SchemaDrift drift)
    {
        foreach (var name in drift.Missing.Concat(drift.Different))
        {
            var file = FileOf(name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var half = file + ".tmp";
            File.WriteAllBytes(half, _generated[name]);
            File.Move(half, file, overwrite: true);
        }
    }

    private HashSet<string> Present() => Directory.Exists(_path)
        ? Directory.EnumerateFiles(_path, "*" + Suffix, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_path, file).Replace(Path.DirectorySeparatorChar, '/'))
            .ToHashSet(StringComparer.Ordinal)
        : [];

    private string FileOf(string name) => Path.Combine(_path, name.Replace('/', Path.DirectorySeparatorChar));
}
