namespace SpecKitty.Conformance.Tests;

/// <summary>Finds files of the repository that the tests are about.</summary>
internal static class RepositoryFolder
{
    /// <summary>The folder of the fixtures.</summary>
    public static string Fixtures => Find("src/SpecKitty.Conformance/Fixtures");

    /// <summary>The full path of a file or folder of the repository.</summary>
    public static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpecKitty.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.ShouldNotBeNull().FullName, path);
    }
}
