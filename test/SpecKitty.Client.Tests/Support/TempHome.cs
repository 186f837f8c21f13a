using SpecKitty.Client.Home;

namespace SpecKitty.Client.Tests.Support;

/// <summary>A home folder that goes away with the test.</summary>
public sealed class TempHome : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("spec-kitty-test-");

    public SpecKittyHome Home => At(Path);

    public string Path => System.IO.Path.Join(_parent.FullName, "home");

    public string Beside(string name) => System.IO.Path.Join(_parent.FullName, name);

    public static SpecKittyHome At(string path) => SpecKittyHome.Find(name => name == SpecKittyHome.EnvironmentVariable ? path : null);

    public void Dispose() => _parent.Delete(recursive: true);
}
