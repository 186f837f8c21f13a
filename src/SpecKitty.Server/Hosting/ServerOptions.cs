namespace SpecKitty.Server.Hosting;

/// <summary>How a server is to run.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where it listens when nobody says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5480";

    /// <summary>The folder for the database.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where to listen; several with semicolons between them.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Whether the first event or mission of a project that nobody has registers it to the sender's team; if not, only <c>POST /api/v1/projects/</c> does.</summary>
    public bool RegisterProjectsOnFirstEvent { get; init; } = true;

    /// <summary>The age at which a signing key gets a successor; looked at once an hour. At least an hour.</summary>
    public TimeSpan SigningKeyLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether to play the demo mission.</summary>
    public bool Demo { get; init; }

    /// <summary>How fast the demo plays; 1 is about one event a second.</summary>
    public double DemoSpeed { get; init; } = 1;

    /// <summary>The folder for the database when nobody says otherwise.</summary>
    public static string DefaultDataDirectory
        => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "speckitty", "data");
}
