namespace SpecKitty.Events.Tests;

/// <summary>
/// Finds the folder of shared test material that may stand beside the repository: what SPEC_KITTY_SHARED names, else
/// the first folder <c>shared</c> beside the repository or beside one of the folders it stands in.
/// </summary>
internal static class SharedFolder
{
    private const string Variable = "SPEC_KITTY_SHARED";

    /// <summary>The full path of a folder or file in the shared folder; <see langword="null"/> when it is not there.</summary>
    /// <param name="name">Path inside the shared folder.</param>
    public static string? Find(string name)
    {
        var set = Environment.GetEnvironmentVariable(Variable);
        var candidates = string.IsNullOrEmpty(set) ? Beside(RepositoryRoot()) : [set];
        return candidates
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(Path.Exists);
    }

    private static DirectoryInfo? RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpecKitty.slnx")))
        {
            folder = folder.Parent;
        }

        return folder;
    }

    private static IEnumerable<string> Beside(DirectoryInfo? root)
    {
        for (var folder = root?.Parent; folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared");
        }
    }
}
