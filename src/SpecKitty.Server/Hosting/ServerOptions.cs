using System.Net;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Projections;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Hosting;

/// <summary>How a server is to run.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where it listens when nobody says otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5480";

    /// <summary>The folder for the SQLite database.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The connection string of a PostgreSQL database; null keeps everything in SQLite in <see cref="DataDirectory"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Whether the database's clock decides instead of this machine's. Off only where a test moves the clock itself.</summary>
    public bool FollowsDatabaseClock { get; init; } = true;

    /// <summary>Where to listen; several with semicolons between them.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Whether credentials may travel over plain HTTP from and to other machines.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>The proxies whose word about a request's scheme and address is taken.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The PEM file of the certificate for https addresses, with its chain.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file of the certificate's key.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>How long a server that was told to stop may take to finish what it has begun.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a server that was told to stop still takes new requests.</summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>How much one batch may be.</summary>
    public IngestLimits Limits { get; init; } = new();

    /// <summary>How much principals and teams may ask for in a minute.</summary>
    public RateLimits Rates { get; init; } = new();

    /// <summary>Whether the first event of an unknown project registers it to its sender's team.</summary>
    public bool RegisterOnFirstEvent { get; init; } = true;

    /// <summary>How long a signing key signs before the next takes its place.</summary>
    public TimeSpan SigningKeyLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many wrong passwords are too many.</summary>
    public SignInLimits SignIn { get; init; } = new();

    /// <summary>How old a superseded heartbeat gets before it is removed; null keeps all.</summary>
    public TimeSpan? HeartbeatRetention { get; init; }

    /// <summary>How many events of missions are kept in memory.</summary>
    public int CachedEvents { get; init; } = 2_000_000;

    /// <summary>How participants and warnings are judged.</summary>
    public PresenceOptions Presence { get; init; } = new();

    /// <summary>Where metrics and traces go.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    /// <summary>What the server says about itself.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Whether to play the demo mission.</summary>
    public bool Demo { get; init; }

    /// <summary>How fast the demo plays; 1 is about one event a second.</summary>
    public double DemoSpeed { get; init; } = 1;

    /// <summary>How sockets are kept.</summary>
    public SocketLimits Sockets { get; init; } = new();

    /// <summary>How streams are kept, and how many may follow at once.</summary>
    public StreamLimits Streams { get; init; } = new();

    /// <summary>Where webhooks may go, and how hard they are tried.</summary>
    public WebhookLimits Webhooks { get; init; } = new();

    /// <summary>How much may wait to be written.</summary>
    public AppendQueueLimits AppendQueue { get; init; } = new();

    /// <summary>The folder for the database when nobody says otherwise.</summary>
    public static string DefaultDataDirectory
        => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "speckitty", "data");
}
