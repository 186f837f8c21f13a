namespace SpecKitty.Cli.Tests.Packaging;

/// <summary>A place to build releases of the command line in, apart from every other build; what one command has compiled there, the next need not.</summary>
public sealed class ReleaseBuild : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spec-kitty-release-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Packs or publishes the command line.</summary>
    /// <param name="command">The command of the SDK.</param>
    /// <param name="words">What this one needs beside what all of them do.</param>
    /// <returns>A task that ends when it is done, and fails with what the SDK said when it is not.</returns>
    public Task RunAsync(string command, params string[] words) => Sdk.RunAsync(
    [
        command, "src/SpecKitty.Cli", "--configuration", "Release", "--nologo", "--verbosity", "quiet", "--artifacts-path", _folder.FullName,

        // The build that these tests come from has asked every analyzer, and what they say changes nothing in what is made.
        "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false",
        .. words,
    ]);
}
