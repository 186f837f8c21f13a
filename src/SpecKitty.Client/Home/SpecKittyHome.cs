namespace SpecKitty.Client.Home;

/// <summary>The folder of this user that holds queue, credentials, clock and settings.</summary>
/// <remarks>It is <c>~/.spec-kitty</c>, or where the environment variable <c>SPEC_KITTY_HOME</c> points. Only its owner may enter it (mode 700).</remarks>
public sealed class SpecKittyHome
{
    /// <summary>The environment variable that moves the folder.</summary>
    public const string EnvironmentVariable = "SPEC_KITTY_HOME";

    private const string FolderName = ".spec-kitty";

    private SpecKittyHome(string path) => Path = path;

    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>The offline queue, a SQLite database.</summary>
    public string QueuePath => System.IO.Path.Join(Path, "queue.db");

    /// <summary>The events that were dropped from the queue by a person, JSON Lines, mode 600.</summary>
    public string DroppedPath => System.IO.Path.Join(Path, "dropped.jsonl");

    /// <summary>The sign-in, TOML, mode 600.</summary>
    public string CredentialsPath => System.IO.Path.Join(Path, "credentials");

    /// <summary>The settings, TOML.</summary>
    public string SettingsPath => System.IO.Path.Join(Path, "config.toml");

    /// <summary>The Lamport clock and the node id, JSON.</summary>
    public string ClockPath => System.IO.Path.Join(Path, "clock.json");

    /// <summary>The missions that were joined from this machine, JSON.</summary>
    public string MissionsPath => System.IO.Path.Join(Path, "missions.json");

    /// <summary>The lanes that work packages were moved to from this machine, JSON.</summary>
    public string LanesPath => System.IO.Path.Join(Path, "lanes.json");

    /// <summary>The projects whose events may leave this machine, JSON.</summary>
    public string LinksPath => System.IO.Path.Join(Path, "links.json");

    /// <summary>Whether anything stands where the folder should.</summary>
    internal bool Exists => System.IO.Path.Exists(Path) || new DirectoryInfo(Path).LinkTarget is not null;

    /// <summary>Finds the folder without touching it.</summary>
    /// <param name="environment">Reads an environment variable; null when it is not set.</param>
    /// <exception cref="ClientException">Neither the variable nor a home directory is set, or the variable is not an absolute path.</exception>
    public static SpecKittyHome Find(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment(EnvironmentVariable) is { Length: > 0 } moved)
        {
            return System.IO.Path.IsPathFullyQualified(moved)
                ? new SpecKittyHome(System.IO.Path.GetFullPath(moved))
                : throw new ClientException(
                    ClientFailure.Misuse,
                    $"{EnvironmentVariable} is '{moved}', which is not an absolute path.",
                    "Set it to an absolute path, so that every directory you work in sees the same queue.");
        }

        var userHome = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return userHome.Length > 0
            ? new SpecKittyHome(System.IO.Path.Join(userHome, FolderName))
            : throw new ClientException(
                ClientFailure.Misuse,
                "This user has no home directory.",
                $"Set {EnvironmentVariable} to the absolute path of a folder that SpecKitty may keep its files in.");
    }

    /// <summary>Makes the folder when it is missing, and checks that nobody else can enter it.</summary>
    /// <exception cref="ClientException">It cannot be made, is a symbolic link, or is open to others.</exception>
    public void Prepare()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else
            {
                Directory.CreateDirectory(Path, PrivateFile.OwnerEntersOnly);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ClientException(
                ClientFailure.LocalFile,
                $"The folder {Path} cannot be made: {refused.Message}",
                $"Make it yourself with mode 700, or set {EnvironmentVariable} to a folder that you may write to.",
                refused);
        }

        PrivateFile.Check(new DirectoryInfo(Path), PrivateFile.OwnerEntersOnly, "700");
    }
}
