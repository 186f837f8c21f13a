namespace SpecKitty.Cli.Tests.Support;

/// <summary>Finds files of the source tree that the tests were built from.</summary>
public static class SourceTree
{
    /// <summary>The top: the directory of the solution.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>Where the build of a project of <c>src</c> stands, in the configuration of these tests.</summary>
    public static string BuiltAssembly(string project, string assembly)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Join(Top, "src", project, "bin", framework.Parent!.Name, framework.Name, assembly + ".dll");
    }

    /// <summary>A folder under the top.</summary>
    public static string Folder(params string[] names) => Path.Join([Top, .. names]);

    private static string FindTop()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Join(at.FullName, "SpecKitty.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the source tree.");
    }
}
