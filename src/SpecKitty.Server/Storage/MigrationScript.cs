using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SpecKitty.Server.Storage;

/// <summary>A step of a database's schema.</summary>
/// <remarks>The scripts are embedded, numbered without a gap, and never change once released.</remarks>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Name">The file that it stands in.</param>
/// <param name="Sql">What it does.</param>
internal sealed partial record MigrationScript(int Version, string Name, string Sql)
{
    /// <summary>Reads the scripts of a store, in order.</summary>
    /// <param name="prefix">How the names of its resources begin.</param>
    public static IReadOnlyList<MigrationScript> Load(string prefix)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var scripts = new List<MigrationScript>();
        foreach (var name in names)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var file = name[prefix.Length..];
            scripts.Add(new MigrationScript(int.Parse(file.AsSpan(0, 3), CultureInfo.InvariantCulture), file, reader.ReadToEnd()));
        }

        return scripts;
    }

    /// <summary>The tables that scripts make, without the parts of a partitioned one.</summary>
    public static IEnumerable<string> TablesOf(IEnumerable<MigrationScript> scripts)
        => scripts.SelectMany(script => CreatedTable().Matches(script.Sql)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>Refuses a database that has seen a script that this build does not have.</summary>
    /// <exception cref="StoreFormatException">It has.</exception>
    public static void EnsureKnown(int current, IReadOnlyList<MigrationScript> scripts)
    {
        if (current > scripts.Count)
        {
            throw new StoreFormatException($"The database has schema version {current}, and this server knows {scripts.Count}: start the server version that wrote it, or a newer one.");
        }
    }

    [GeneratedRegex(@"^\s*CREATE TABLE (?:IF NOT EXISTS )?(?<name>\w+) \(", RegexOptions.Multiline)]
    private static partial Regex CreatedTable();
}
