using System.Collections.Frozen;

namespace SpecKitty.Conformance.Fixtures;

/// <summary>The files that this assembly carries.</summary>
internal sealed class EmbeddedFixtureFiles : IFixtureFiles
{
    private const string Prefix = "fixtures/";

    // Built on another system, a resource may carry the separators of that system.
    private readonly FrozenDictionary<string, string> _names = typeof(EmbeddedFixtureFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..].Replace('\\', '/'), StringComparer.Ordinal);

    public EmbeddedFixtureFiles() => Paths = [.. _names.Keys.Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Paths { get; }

    public bool Exists(string path) => _names.ContainsKey(path);

    public ReadOnlyMemory<byte> Read(string path)
    {
        if (!_names.TryGetValue(path, out var name))
        {
            throw new FileNotFoundException($"The embedded kit has no file {path}.", path);
        }

        using var stream = typeof(EmbeddedFixtureFiles).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
