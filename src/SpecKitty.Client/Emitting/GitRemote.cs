namespace SpecKitty.Client.Emitting;

/// <summary>Makes the name of a repository from the address of its remote.</summary>
internal static class GitRemote
{
    private const string Scheme = "://";
    private const string Suffix = ".git";

    private static readonly string[] Schemes = ["https", "http", "ssh", "git", "git+ssh", "ssh+git"];

    /// <summary>The path of the repository on its host, such as <c>acme/kitty</c>, <c>org/team/kitty</c> or <c>org/project/_git/kitty</c>.</summary>
    /// <remarks>
    /// The whole path, as the other producer writes it: subgroups and the <c>_git</c> of Azure DevOps belong to it. User, password, host, port and query of the
    /// address are left out, a <c>.git</c> at the end too. Where it is not certain that every part is a mere name the result is null: a name that is missing
    /// harms no one, a password in an event cannot be taken back. Paths of this machine are no names either.
    /// </remarks>
    /// <param name="address">As it stands in the configuration: <c>https://host/owner/name.git</c>, <c>ssh://git@host:22/owner/name</c> or <c>git@host:owner/name.git</c>.</param>
    /// <returns>The path, of at least two parts; null when there is none to be sure of.</returns>
    public static string? SlugOf(string address)
    {
        if (PathOf(address.Trim()) is not { } path)
        {
            return null;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [.., var last] && last.EndsWith(Suffix, StringComparison.Ordinal))
        {
            parts[^1] = last[..^Suffix.Length];
        }

        return parts.Length >= 2 && Array.TrueForAll(parts, IsName) ? string.Join('/', parts) : null;
    }

    private static string? PathOf(string address)
    {
        if (address.Contains(Scheme, StringComparison.Ordinal))
        {
            return Uri.TryCreate(address, UriKind.Absolute, out var url) && Schemes.Contains(url.Scheme, StringComparer.Ordinal) ? url.AbsolutePath : null;
        }

        // host:path, as scp writes it; the last colon in front of the first slash, since a user's name may come with a password.
        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var head = slash < 0 ? address : address[..slash];
        var colon = head.LastIndexOf(':');

        // One letter in front of the colon is a drive.
        return colon > 1 ? address[(colon + 1)..] : null;
    }

    /// <summary>Whether a part is a name; a blank in it, as Azure DevOps allows in the name of a project, stands there as <c>%20</c>.</summary>
    private static bool IsName(string part) =>
        part.Length > 0 && part is not ("." or "..")
        && part.Replace("%20", "_", StringComparison.Ordinal).All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-' or '~' or '+');
}
