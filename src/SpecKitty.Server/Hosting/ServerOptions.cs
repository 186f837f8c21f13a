using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live;
using SpecKitty.Server.Storage;

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

    /// <summary>Whether to play the demo mission.</summary>
    public bool Demo { get; init; }

    /// <summary>How fast the demo plays; 1 is about one event a second.</summary>
    public double DemoSpeed { get; init; } = 1;

    /// <summary>How much one batch may be.</summary>
    public IngestLimits Ingest { get; init; } = new();

    /// <summary>How much may be sent in a minute.</summary>
    public RateLimits RateLimits { get; init; } = new();

    /// <summary>How sockets are kept.</summary>
    public SocketLimits Sockets { get; init; } = new();

    /// <summary>How much may wait to be written.</summary>
    public AppendQueueLimits AppendQueue { get; init; } = new();

    /// <summary>The folder for the database when nobody says otherwise.</summary>
    public static string DefaultDataDirectory
        => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "speckitty", "data");
}
