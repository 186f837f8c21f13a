namespace SpecKitty.Conformance.Fixtures;

/// <summary>Where the files of a kit are: in the assembly, or in a folder that somebody copied.</summary>
public interface IFixtureFiles
{
    /// <summary>The path of every file, relative, with <c>/</c>, in ordinal order; the manifest included where it stands with them.</summary>
    IReadOnlyList<string> Paths { get; }

    /// <summary>Whether there is a file.</summary>
    /// <param name="path">Relative, with <c>/</c>.</param>
    /// <returns>False also for a path that leads out of the kit.</returns>
    bool Exists(string path);

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">Relative, with <c>/</c>.</param>
    /// <returns>The file as it is.</returns>
    /// <exception cref="FileNotFoundException">There is no such file in the kit.</exception>
    ReadOnlyMemory<byte> Read(string path);
}
