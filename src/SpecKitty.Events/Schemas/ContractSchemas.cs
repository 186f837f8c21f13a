using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Schemas;

/// <summary>The JSON Schemas of the contract, as this library carries them.</summary>
public static class ContractSchemas
{
    private const string Suffix = ".schema.json";

    private static readonly ConcurrentDictionary<string, CompiledSchema> Compiled = new(StringComparer.Ordinal);

    /// <summary>The names of all schemas, sorted: 28 of the contract surface, and eight that begin with <c>wire/</c>.</summary>
    public static EquatableList<string> Names { get; } = typeof(ContractSchemas).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
        .Select(name => name[..^Suffix.Length].Replace('\\', '/'))
        .Order(StringComparer.Ordinal)
        .ToEquatableList();

    /// <summary>The text of a schema.</summary>
    /// <param name="name">Its name, such as <c>focus_changed_payload</c>.</param>
    /// <param name="text">The text.</param>
    /// <returns>False when there is no such schema.</returns>
    public static bool TryGetText(string name, [NotNullWhen(true)] out string? text)
    {
        var assembly = typeof(ContractSchemas).Assembly;
        using var stream = assembly.GetManifestResourceStream(name + Suffix) ?? assembly.GetManifestResourceStream(name.Replace('/', '\\') + Suffix);
        if (stream is null)
        {
            text = null;
            return false;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        text = reader.ReadToEnd();
        return true;
    }

    /// <summary>A schema, ready to evaluate.</summary>
    /// <param name="name">Its name, such as <c>focus_changed_payload</c>.</param>
    /// <returns>The schema, compiled once for all.</returns>
    /// <exception cref="ArgumentException">There is no such schema.</exception>
    public static CompiledSchema Get(string name) => Compiled.GetOrAdd(name, static name => TryGetText(name, out var text)
        ? CompiledSchema.Compile(Encoding.UTF8.GetBytes(text))
        : throw new ArgumentException($"There is no schema {name}: ContractSchemas.Names lists all.", nameof(name)));
}
