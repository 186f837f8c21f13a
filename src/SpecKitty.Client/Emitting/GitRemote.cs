namespace SpecKitty.Client.Emitting;

/// <summary>Makes the name of a repository from the address of its remote.</summary>
internal static class GitRemote
{
    private const string Scheme = "://";
    private const string Suffix = ".git";

    private static readonly string[] Schemes = ["https", "http", "ssh", "git", "git+ssh"];

    /// <summary>Owner and name, such as <c>acme/kitty</c>.</summary>
    /// <remarks>
    /// User, password, host, port and query of the address are left out. Where it is not certain that a part is a mere name the answer is null:
    /// a name that is missing harms nobody, a password in an event cannot be taken back. Paths of this machine are no names either.
    /// </remarks>
    /// <param name="address">As it stands in the configuration: <c>https://host/owner/name.git</c>, <c>ssh://git@host/owner/name</c> or <c>git@host:owner/name.git</c>.</param>
    /// <returns>The name; null when there is none to be sure of.</returns>
    public static string? SlugOf(string address)
    {
        if (PathOf(address) is not { } path)
        {
            return null;
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2)
        {
            return null;
        }

        var (owner, name) = (parts[^2], parts[^1].EndsWith(Suffix, StringComparison.Ordinal) ? parts[^1][..^Suffix.Length] : parts[^1]);
        return IsName(owner) && IsName(name) ? $"{owner}/{name}" : null;
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

    private static bool IsName(string part) =>
        part.Length > 0 && part is not ("." or "..") && part.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '_' or '-' or '~' or '+');
}
