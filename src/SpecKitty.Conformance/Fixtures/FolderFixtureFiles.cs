namespace SpecKitty.Conformance.Fixtures;

/// <summary>The files of a kit in a folder.</summary>
internal sealed class FolderFixtureFiles : IFixtureFiles
{
    private readonly string _folder;
    private readonly Lazy<IReadOnlyList<string>> _paths;

    public FolderFixtureFiles(string folder)
    {
        _folder = Path.GetFullPath(folder);

        // A manifest may stand in any folder; nobody looks through all of it to run what the manifest names.
        _paths = new Lazy<IReadOnlyList<string>>(() => [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".json" or ".jsonl")
            .Select(file => Path.GetRelativePath(_folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)]);
    }

    public IReadOnlyList<string> Paths => _paths.Value;

    public bool Exists(string path) => IsInside(path) && File.Exists(Path.Combine(_folder, path));

    public ReadOnlyMemory<byte> Read(string path)
        => Exists(path) ? File.ReadAllBytes(Path.Combine(_folder, path)) : throw new FileNotFoundException($"The kit has no file {path}.", path);

    // A manifest may come from anywhere; it names files of its own folder and no others.
    private static bool IsInside(string path)
        => path.Length > 0 && !Path.IsPathRooted(path) && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Split('/').Any(part => part is "" or "." or "..");
}
