using System.Globalization;
using SpecKitty.Client.Home;
using SpecKitty.Client.Http;
using SpecKitty.Client.Toml;

namespace SpecKitty.Client.Credentials;

/// <summary>Keeps the sign-in in <c>credentials</c>: TOML, mode 600, replaced in one step.</summary>
/// <remarks>Tables and keys: <c>[tokens]</c> access, refresh, access_expires_at, refresh_expires_at (ISO 8601); <c>[user]</c> username, team_slug; <c>[server]</c> url.</remarks>
public sealed class CredentialStore(SpecKittyHome home)
{
    /// <summary>Reads the sign-in.</summary>
    /// <returns>It, or null when nobody is signed in.</returns>
    /// <exception cref="ClientException">The file is a symbolic link, open to others, or not what this program writes.</exception>
    public SignIn? Load()
    {
        if (!Directory.Exists(home.Path))
        {
            return null;
        }

        home.Prepare();
        try
        {
            if (PrivateFile.Read(home.CredentialsPath) is not { } text)
            {
                return null;
            }

            var document = TomlDocument.Parse(text);
            return new SignIn
            {
                Server = ServerAddress.Parse(Required(document, "server", "url")),
                Username = Required(document, "user", "username"),
                TeamSlug = document.Text("user", "team_slug") is { Length: > 0 } team ? team : null,
                AccessToken = Required(document, "tokens", "access"),
                RefreshToken = Required(document, "tokens", "refresh"),
                AccessExpiresAt = Instant(document, "access_expires_at"),
                RefreshExpiresAt = Instant(document, "refresh_expires_at"),
            };
        }
        catch (Exception fault) when (fault is TomlSyntaxException or InvalidTextException)
        {
            throw Unreadable(fault.Message, fault);
        }
    }

    /// <summary>Puts a sign-in in the place of the one before it. The caller holds the lock.</summary>
    /// <exception cref="ClientException">The folder or the file cannot be written, or is open to others.</exception>
    internal void Save(SignIn signIn)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        home.Prepare();
        var document = ReadForChange();
        try
        {
            Write(document, signIn);
        }
        catch (TomlSyntaxException)
        {
            // Something that is no table has the name of one of ours: the file is not a sign-in, and is replaced by one.
            Write(document = TomlDocument.Parse(""), signIn);
        }

        PrivateFile.Replace(home.CredentialsPath, document.ToString());
    }

    /// <summary>The file as it is, so that what others keep in it stays; an empty one when it is missing or not TOML.</summary>
    private TomlDocument ReadForChange()
    {
        try
        {
            return TomlDocument.Parse(PrivateFile.Read(home.CredentialsPath) ?? "");
        }
        catch (TomlSyntaxException)
        {
            return TomlDocument.Parse("");
        }
    }

    private static void Write(TomlDocument document, SignIn signIn)
    {
        document.Set("tokens", "access", signIn.AccessToken);
        document.Set("tokens", "refresh", signIn.RefreshToken);
        document.Set("tokens", "access_expires_at", Written(signIn.AccessExpiresAt));
        document.Set("tokens", "refresh_expires_at", Written(signIn.RefreshExpiresAt));
        document.Set("user", "username", signIn.Username);
        if (signIn.TeamSlug is { } team)
        {
            document.Set("user", "team_slug", team);
        }
        else
        {
            document.Clear("user", "team_slug");
        }

        document.Set("server", "url", signIn.Server.AbsoluteUri);
    }

    /// <summary>Forgets the sign-in.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ClientException">The folder or the lock is open to others, or the file cannot be removed.</exception>
    public bool Delete() => Forget(out _, out _);

    /// <summary>Forgets the sign-in, and gives it back for the server to be told.</summary>
    /// <param name="signIn">What was forgotten; null when there was none, or none that can be read.</param>
    /// <param name="unreadable">Why it could not be read, as a full sentence; null when it could.</param>
    /// <returns>Whether there was one.</returns>
    internal bool Forget(out SignIn? signIn, out string? unreadable)
    {
        signIn = null;
        unreadable = null;
        if (!Directory.Exists(home.Path))
        {
            return false;
        }

        // Under the lock, so that a renewal on its way does not bring the sign-in back.
        using var alone = Lock(CancellationToken.None);
        try
        {
            signIn = Load();
        }
        catch (ClientException refused)
        {
            // Whoever signs out wants it gone, however it stands there.
            unreadable = refused.Message;
        }

        return PrivateFile.Delete(home.CredentialsPath);
    }

    /// <summary>Takes the lock under which tokens are renewed, among all processes of this machine.</summary>
    internal FileLock Lock(CancellationToken cancellationToken) => FileLock.Take(LockPath(), cancellationToken);

    /// <summary>Takes the lock, unless another process has meanwhile stored a sign-in that will do.</summary>
    /// <param name="willDo">Whether a stored sign-in makes the lock needless.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock; null when there is a sign-in that will do.</returns>
    internal Task<FileLock?> LockUnlessAsync(Predicate<SignIn> willDo, CancellationToken cancellationToken) =>
        FileLock.TakeUnlessAsync(LockPath(), () => Load() is { } signIn && willDo(signIn), cancellationToken);

    private string LockPath()
    {
        home.Prepare();
        var path = home.CredentialsPath + ".lock";

        // Whoever could open the lock could hold up every renewal, and a link could have it made anywhere.
        PrivateFile.Check(new FileInfo(path), PrivateFile.OwnerOnly, "600");
        return path;
    }

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Required(TomlDocument document, string table, string key) =>
        document.Text(table, key) is { Length: > 0 } value ? value : throw Unreadable($"[{table}] {key} is missing or not a string", cause: null);

    private DateTimeOffset Instant(TomlDocument document, string key) =>
        DateTimeOffset.TryParse(document.Text("tokens", key), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw Unreadable($"[tokens] {key} is missing or not an ISO 8601 time", cause: null);

    private ClientException Unreadable(string what, Exception? cause) => new(
        ClientFailure.NotSignedIn,
        $"The sign-in in {home.CredentialsPath} cannot be read: {what}.",
        "Sign in again: spec-kitty auth login --server URL --username NAME. That replaces the file.",
        cause);
}
