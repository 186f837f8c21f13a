namespace SpecKitty.Client.Git;

/// <summary>The configuration of a repository: sections, subsections, quoted and continued values, comments and included files, read as git reads them.</summary>
/// <remarks>Conditional includes and the configuration of user and machine are not read.</remarks>
internal sealed class GitConfig
{
    private const int MostIncludes = 10;

    private readonly List<(string Section, string? Subsection, string Key, string Value)> _entries = [];

    private GitConfig()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <returns>It; null when it is missing or breaks git's syntax, which git refuses as a whole.</returns>
    public static GitConfig? Read(string path)
    {
        var config = new GitConfig();
        return config.TryAdd(path, MostIncludes) ? config : null;
    }

    /// <summary>Whether a value is one that git takes for true.</summary>
    public static bool IsTrue(string value) =>
        value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("yes", StringComparison.OrdinalIgnoreCase) || value.Equals("on", StringComparison.OrdinalIgnoreCase);

    /// <summary>This configuration, continued by another.</summary>
    public GitConfig Then(GitConfig other)
    {
        var both = new GitConfig();
        both._entries.AddRange(_entries);
        both._entries.AddRange(other._entries);
        return both;
    }

    /// <summary>All values of a key, in order.</summary>
    /// <param name="section">The section in lower case.</param>
    /// <param name="subsection">The subsection, exact; null for none.</param>
    /// <param name="key">The key in lower case.</param>
    public IEnumerable<string> All(string section, string? subsection, string key) =>
        _entries.Where(entry => entry.Section == section && entry.Subsection == subsection && entry.Key == key).Select(entry => entry.Value);

    /// <summary>The value that counts where there may be one; null without any.</summary>
    public string? Last(string section, string? subsection, string key) => All(section, subsection, key).LastOrDefault();

    /// <summary>An address after <c>url.BASE.insteadOf</c>: the longest match counts.</summary>
    public string Rewrite(string address)
    {
        var (start, match) = ("", "");
        foreach (var entry in _entries)
        {
            var applies = entry is { Section: "url", Subsection: not null, Key: "insteadof" } && address.StartsWith(entry.Value, StringComparison.Ordinal);
            if (applies && entry.Value.Length > match.Length)
            {
                (start, match) = (entry.Subsection!, entry.Value);
            }
        }

        return start + address[match.Length..];
    }

    private bool TryAdd(string path, int includes)
    {
        if (GitFiles.ReadText(path) is not { } text)
        {
            return false;
        }

        var reader = new GitConfigReader(text);
        while (reader.TryNext(out var entry))
        {
            _entries.Add(entry);
            if (entry is { Section: "include", Subsection: null, Key: "path" } && includes > 0)
            {
                // A file that is included and missing is no fault.
                _ = TryAdd(Included(entry.Value, path), includes - 1);
            }
        }

        return !reader.IsBroken;
    }

    private static string Included(string value, string from) => value.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), value[2..])
        : Path.GetFullPath(value, Path.GetDirectoryName(from)!);
}
