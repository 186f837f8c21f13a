using System.Diagnostics.CodeAnalysis;
using SpecKitty.Conformance.Fixtures;
using SpecKitty.Conformance.Manifest;
using SpecKitty.Events.Values;

namespace SpecKitty.Conformance;

/// <summary>A manifest and its files, checked and ready to run.</summary>
public sealed class ConformanceKit
{
    private ConformanceKit(ConformanceManifest manifest, IFixtureFiles files)
    {
        Manifest = manifest;
        Files = files;
    }

    /// <summary>The version of the contract that this library keeps.</summary>
    public static Version ContractVersion { get; } = new(2, 1, 0);

    /// <summary>The fixtures.</summary>
    public ConformanceManifest Manifest { get; }

    /// <summary>The files that they name.</summary>
    public IFixtureFiles Files { get; }

    /// <summary>The kit that this library carries.</summary>
    /// <returns>The kit.</returns>
    public static ConformanceKit LoadEmbedded()
    {
        var files = new EmbeddedFixtureFiles();
        return Load(files.Read(ManifestReader.FileName), files);
    }

    /// <summary>Loads a kit from a folder.</summary>
    /// <param name="manifestPath">The manifest; its files stand beside and below it.</param>
    /// <returns>The kit.</returns>
    /// <exception cref="ManifestException">The manifest is faulty, or a file is missing; the exception carries every fault.</exception>
    /// <exception cref="IOException">The manifest cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The manifest may not be read.</exception>
    public static ConformanceKit Load(string manifestPath)
        => TryLoad(manifestPath, out var kit, out var errors) ? kit : throw new ManifestException(errors);

    /// <summary>Loads a kit from a folder, with the faults of its manifest as a value.</summary>
    /// <param name="manifestPath">The manifest; its files stand beside and below it.</param>
    /// <param name="kit">The kit.</param>
    /// <param name="errors">Every fault of the manifest.</param>
    /// <returns>False when there are faults.</returns>
    /// <exception cref="IOException">The manifest cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The manifest may not be read.</exception>
    public static bool TryLoad(string manifestPath, [NotNullWhen(true)] out ConformanceKit? kit, out EquatableList<ManifestError> errors)
    {
        var full = Path.GetFullPath(manifestPath);
        var text = File.ReadAllBytes(full);
        var files = new FolderFixtureFiles(Path.GetDirectoryName(full)!);
        kit = ManifestReader.Read(text, files, out errors) is { } manifest ? new ConformanceKit(manifest, files) : null;
        return kit is not null;
    }

    /// <summary>The payloads of a category, for tests that feed them to something themselves.</summary>
    /// <param name="category">The first part of the fixtures' paths, such as <c>payloads</c>.</param>
    /// <returns>The payload fixtures of the category, in the order of the manifest.</returns>
    /// <exception cref="ArgumentException">The kit has no such category.</exception>
    public IReadOnlyList<FixtureCase> Cases(string category)
    {
        var fixtures = Manifest.Fixtures.Where(fixture => fixture.Category == category).ToList();
        if (fixtures.Count == 0)
        {
            var known = Manifest.Fixtures.Select(fixture => fixture.Category).Distinct(StringComparer.Ordinal);
            throw new ArgumentException($"The kit has no category {category}: use one of {string.Join(", ", known)}.", nameof(category));
        }

        return [.. fixtures.Where(fixture => fixture.Kind == FixtureKind.Payload).Select(fixture => new FixtureCase(
            fixture.Id, fixture.EventType!, fixture.Surface, Files.Read(fixture.Path), fixture.Expected == ExpectedOutcome.Valid, fixture.Notes, fixture.MinVersion))];
    }

    /// <summary>Writes every file of the kit into a folder, manifest and all, for a team that works in another language.</summary>
    /// <param name="folder">The folder; made where it is missing. Files that stand there under the same names are replaced.</param>
    public void CopyTo(string folder)
    {
        foreach (var path in Files.Paths)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, Files.Read(path).Span);
        }
    }

    private static ConformanceKit Load(ReadOnlyMemory<byte> manifest, IFixtureFiles files)
        => ManifestReader.Read(manifest, files, out var errors) is { } read ? new ConformanceKit(read, files) : throw new ManifestException(errors);
}
