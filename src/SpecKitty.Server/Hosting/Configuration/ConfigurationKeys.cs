using System.Net;
using SpecKitty.Events.Envelope;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Everything that can be configured.</summary>
internal static class ConfigurationKeys
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    private static readonly ServerOptions Standard = new() { DataDirectory = "" };

    public static readonly ConfigurationKey<IReadOnlyList<string>> ServerUrls = new(
        "server.urls",
        ConfigurationTypes.Urls,
        () => [ServerOptions.DefaultUrl],
        "Where to listen, several with semicolons between them. Port 0 takes any free port. Plain http beyond this machine needs server.allow_plain_http; https needs server.certificate.")
    {
        Flag = "--urls",
        FlagValue = "URL",
    };

    public static readonly ConfigurationKey<bool> ServerAllowPlainHttp = new(
        "server.allow_plain_http",
        ConfigurationTypes.Switch,
        () => Standard.AllowPlainHttp,
        "Take and give credentials over plain http from and to other machines. Only where something else keeps the way secret: a proxy with TLS on a private network, a VPN.")
    {
        Flag = "--allow-plain-http",
    };

    public static readonly ConfigurationKey<IReadOnlyList<IPNetwork>> ServerTrustedProxies = new(
        "server.trusted_proxies",
        ConfigurationTypes.Networks,
        () => Standard.TrustedProxies,
        "The proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Everybody else's are ignored.");

    public static readonly ConfigurationKey<string?> ServerCertificate = new(
        "server.certificate",
        ConfigurationTypes.ExistingFile,
        () => Standard.Certificate,
        "The PEM file of the certificate for https addresses, followed by its chain. Read at start.");

    public static readonly ConfigurationKey<string?> ServerCertificateKey = new(
        "server.certificate_key",
        ConfigurationTypes.ExistingFile,
        () => Standard.CertificateKey,
        "The PEM file of the certificate's private key, without a password.");

    public static readonly ConfigurationKey<int> ServerDrainSeconds = new(
        "server.drain_seconds",
        ConfigurationTypes.Whole(1, 600, "seconds"),
        () => (int)Standard.Drain.TotalSeconds,
        "How long a server that was told to stop may take to finish the requests it has begun. Connections that still live afterwards are cut.");

    public static readonly ConfigurationKey<int> ServerDrainDelaySeconds = new(
        "server.drain_delay_seconds",
        ConfigurationTypes.Whole(0, 600, "seconds"),
        () => (int)Standard.DrainDelay.TotalSeconds,
        "How long a server that was told to stop still takes new requests while /readyz already answers 503, so that whoever balances turns away in time. Comes before server.drain_seconds.");

    public static readonly ConfigurationKey<string> Data = new(
        "data",
        ConfigurationTypes.Folder,
        () => ServerOptions.DefaultDataDirectory,
        "The folder of the SQLite database and its signing keys; made when it is missing, readable by its owner only. One server at a time.")
    {
        Flag = "--data",
        FlagValue = "DIR",
        DefaultShown = "speckitty/data in the user's folder for application data",
    };

    public static readonly ConfigurationKey<string?> Database = new(
        "database",
        ConfigurationTypes.ConnectionString,
        () => Standard.Database,
        "The PostgreSQL database to keep everything in. Without it, everything is in SQLite in the data folder. Command lines are seen by others: give a password by file, environment, PGPASSFILE or PGPASSWORD.")
    {
        Flag = "--database",
        FlagValue = "CONNECTION",
        IsSecret = true,
        Mask = ConnectionStringMask.Show,
    };

    public static readonly ConfigurationKey<int> LimitsEventsPerBatch = new(
        "limits.events_per_batch", ConfigurationTypes.Whole(1, 1000, "events"), () => Standard.Limits.Events, "Events in one batch. The contract allows no more than 1,000.");

    public static readonly ConfigurationKey<int> LimitsCompressedBytes = new(
        "limits.compressed_bytes", ConfigurationTypes.Whole(KiB, 64 * MiB, "bytes"), () => Standard.Limits.CompressedBytes, "Bytes of a body that comes gzip-encoded.");

    public static readonly ConfigurationKey<int> LimitsBytes = new(
        "limits.bytes", ConfigurationTypes.Whole(KiB, 256 * MiB, "bytes"), () => Standard.Limits.Bytes, "Bytes of a body that comes plain, or after it was inflated.");

    public static readonly ConfigurationKey<int> LimitsEventBytes = new(
        "limits.event_bytes", ConfigurationTypes.Whole(KiB, 16 * MiB, "bytes"), () => Standard.Limits.EventBytes, "Bytes of one event. A larger one is rejected alone.");

    public static readonly ConfigurationKey<int> LimitsDepth = new(
        "limits.depth", ConfigurationTypes.Whole(16, 1_000_000, "levels"), () => Standard.Limits.Depth, "Levels of nesting in the body of a batch. Far deeper than an event may be, so that one deep event is rejected alone.");

    public static readonly ConfigurationKey<int> LimitsEventDepth = new(
        "limits.event_depth", ConfigurationTypes.Whole(4, EventReader.MaxDepth, "levels"), () => Standard.Limits.EventDepth, "Levels of nesting in one event, the event itself counted. A deeper one is rejected alone.");

    public static readonly ConfigurationKey<int> LimitsTextLength = new(
        "limits.text_length", ConfigurationTypes.Whole(256, 16 * MiB, "bytes"), () => Standard.Limits.TextLength, "Bytes of one text in an event, as UTF-8 with its escapes. An event with a longer one is rejected alone.");

    public static readonly ConfigurationKey<int> LimitsRequestsPerPrincipal = new(
        "limits.requests_per_minute_per_principal", Rate("requests"), () => Standard.Rates.RequestsPerMinutePerPrincipal, "Requests of one principal in a minute; 0 is no limit.");

    public static readonly ConfigurationKey<int> LimitsEventsPerPrincipal = new(
        "limits.events_per_minute_per_principal", Rate("events"), () => Standard.Rates.EventsPerMinutePerPrincipal, "Events that one principal brings in a minute; 0 is no limit.");

    public static readonly ConfigurationKey<int> LimitsRequestsPerTeam = new(
        "limits.requests_per_minute_per_team", Rate("requests"), () => Standard.Rates.RequestsPerMinutePerTeam, "Requests of all principals of one team in a minute; 0 is no limit.");

    public static readonly ConfigurationKey<int> LimitsEventsPerTeam = new(
        "limits.events_per_minute_per_team", Rate("events"), () => Standard.Rates.EventsPerMinutePerTeam, "Events that all principals of one team bring in a minute; 0 is no limit.");

    public static readonly ConfigurationKey<int> LimitsSocketsPerPrincipal = new(
        "limits.sockets_per_principal", ConfigurationTypes.Whole(1, 10_000, "sockets"), () => Standard.Sockets.ConnectionsPerPrincipal, "Sockets that one principal holds open at once on one node.");

    public static readonly ConfigurationKey<int> LimitsStreamsPerPrincipal = new(
        "limits.streams_per_principal", ConfigurationTypes.Whole(1, 100_000, "streams"), () => Standard.Streams.StreamsPerPrincipal, "Streams of server-sent events that one principal holds open at once on one node, and pages beside them.");

    public static readonly ConfigurationKey<int> LimitsSubscribersPerNode = new(
        "limits.subscribers_per_node", ConfigurationTypes.Whole(1, 1_000_000, "subscribers"), () => Standard.Streams.SubscribersPerNode, "Streams, sockets and open pages that one node holds at once, of everybody.");

    public static readonly ConfigurationKey<int> LimitsWaitingAppends = new(
        "limits.waiting_appends", ConfigurationTypes.Whole(1, 1_000_000, "posts"), () => Standard.AppendQueue.Length, "Posts that wait for the database at once, on one server.");

    public static readonly ConfigurationKey<int> LimitsWaitSeconds = new(
        "limits.wait_seconds",
        ConfigurationTypes.Whole(1, 55, "seconds"),
        () => (int)Standard.AppendQueue.Patience.TotalSeconds,
        "How long a post waits for its place when too many wait, before it is answered 503. Producers give up after 60.");

    public static readonly ConfigurationKey<int> LiveHeartbeatSeconds = new(
        "live.heartbeat_seconds",
        ConfigurationTypes.Whole(1, 300, "seconds"),
        () => (int)Standard.Streams.HeartbeatEvery.TotalSeconds,
        "Time between two comments on a stream that show that it is alive. Whether its reader still may read is checked every 5 seconds at least. Shorter than what the proxies on the way take for a dead connection.");

    public static readonly ConfigurationKey<IReadOnlyList<IPNetwork>> WebhooksAllowedNetworks = new(
        "webhooks.allowed_networks",
        ConfigurationTypes.Networks,
        () => Standard.Webhooks.AllowedNetworks,
        "Networks that webhooks may be delivered to beside the public internet, and the only ones by plain http. Without it, no admin of a team reaches private, loopback, link-local or reserved addresses through this server.");

    public static readonly ConfigurationKey<int> WebhooksTimeoutSeconds = new(
        "webhooks.timeout_seconds", ConfigurationTypes.Whole(1, 60, "seconds"), () => (int)Standard.Webhooks.Timeout.TotalSeconds, "How long the receiver of a webhook may take to answer.");

    public static readonly ConfigurationKey<int> WebhooksAttempts = new(
        "webhooks.attempts", ConfigurationTypes.Whole(1, 100, "attempts"), () => Standard.Webhooks.Attempts, "How often a delivery is tried before it goes to the dead letters. The time between grows from 5 seconds to 2 hours.");

    public static readonly ConfigurationKey<int> WebhooksDeadlineHours = new(
        "webhooks.deadline_hours", ConfigurationTypes.Whole(1, 720, "hours"), () => (int)Standard.Webhooks.Deadline.TotalHours, "How long a delivery is tried before it goes to the dead letters.");

    public static readonly ConfigurationKey<int> WebhooksEventsPerDelivery = new(
        "webhooks.events_per_delivery", ConfigurationTypes.Whole(1, 1000, "events"), () => Standard.Webhooks.EventsPerDelivery, "Events in one delivery at most; fewer when they are large.");

    public static readonly ConfigurationKey<int> WebhooksPerTeam = new(
        "webhooks.per_team", ConfigurationTypes.Whole(0, 1000, "webhooks"), () => Standard.Webhooks.PerTeam, "Webhooks that one team may have; 0 lets nobody add one.");

    public static readonly ConfigurationKey<bool> ProjectsRegisterOnFirstEvent = new(
        "projects.register_on_first_event",
        ConfigurationTypes.Switch,
        () => Standard.RegisterOnFirstEvent,
        "Whether the first event of an unknown project registers the project to its sender's team. If not, only an explicit call registers one.");

    public static readonly ConfigurationKey<int> AuthSigningKeyLifetimeDays = new(
        "auth.signing_key_lifetime_days",
        ConfigurationTypes.Whole(1, 3650, "days"),
        () => (int)Standard.SigningKeyLifetime.TotalDays,
        "How long a key signs tokens before a new one takes its place.");

    public static readonly ConfigurationKey<int> AuthSignInFailures = new(
        "auth.sign_in_failures",
        ConfigurationTypes.Whole(1, 1000, "failures"),
        () => Standard.SignIn.Failures,
        "Wrong passwords for one name from one address before it must wait. For one name from anywhere, and for one address with any names, it is ten times as many.");

    public static readonly ConfigurationKey<int> AuthSignInWindowMinutes = new(
        "auth.sign_in_window_minutes",
        ConfigurationTypes.Whole(1, 1440, "minutes"),
        () => (int)Standard.SignIn.Window.TotalMinutes,
        "How long each failure to sign in is remembered.");

    public static readonly ConfigurationKey<int?> RetentionHeartbeatsAfterHours = new(
        "retention.heartbeats_after_hours",
        ConfigurationTypes.OptionalWhole(1, 87_600, "hours"),
        () => (int?)Standard.HeartbeatRetention?.TotalHours,
        "How old a heartbeat that a later one has superseded gets before it is removed from storage. Without it, all are kept.");

    public static readonly ConfigurationKey<int> CacheEvents = new(
        "cache.events",
        ConfigurationTypes.Whole(1000, 1_000_000_000, "events"),
        () => Standard.CachedEvents,
        "How many events of missions are kept in memory, as a bound on what loaded missions take.");

    public static readonly ConfigurationKey<Uri?> TelemetryOtlpEndpoint = new(
        "telemetry.otlp_endpoint",
        ConfigurationTypes.Url,
        () => Standard.Telemetry.Endpoint,
        "The OpenTelemetry collector that metrics and traces go to. Without it, and without OTEL_EXPORTER_OTLP_ENDPOINT, nothing is sent.");

    public static readonly ConfigurationKey<TelemetryProtocol?> TelemetryOtlpProtocol = new(
        "telemetry.otlp_protocol",
        ConfigurationTypes.OneOf<TelemetryProtocol?>(("grpc", TelemetryProtocol.Grpc), ("http/protobuf", TelemetryProtocol.HttpProtobuf)),
        () => Standard.Telemetry.Protocol,
        "How to talk to the collector. Without it, OTEL_EXPORTER_OTLP_PROTOCOL says so, else it is grpc.");

    public static readonly ConfigurationKey<LogFormat> LoggingFormat = new(
        "logging.format",
        ConfigurationTypes.OneOf(("text", LogFormat.Text), ("json", LogFormat.Json)),
        () => Standard.Log.Format,
        "How log lines on standard error look: text for people, or one JSON object a line.");

    public static readonly ConfigurationKey<LogLevel> LoggingLevel = new(
        "logging.level",
        ConfigurationTypes.OneOf(
            ("debug", LogLevel.Debug),
            ("information", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("error", LogLevel.Error),
            ("none", LogLevel.None)),
        () => Standard.Log.Level,
        "The least level that is logged. From information on, each request is a line.");

    public static readonly ConfigurationKey<bool> DemoEnabled = new(
        "demo.enabled",
        ConfigurationTypes.Switch,
        () => Standard.Demo,
        "Play a mission of two people and two LLM contexts, and show it at / to everybody. Without a data folder or database, on a database that is thrown away.")
    {
        Flag = "--demo",
    };

    public static readonly ConfigurationKey<double> DemoSpeed = new(
        "demo.speed",
        ConfigurationTypes.Positive(1000),
        () => Standard.DemoSpeed,
        "How fast the demo plays: 1 is about one event a second, 10 ten times as fast.")
    {
        Flag = "--demo-speed",
        FlagValue = "N",
    };

    /// <summary>Every key, in the order to list them.</summary>
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        ServerUrls, ServerAllowPlainHttp, ServerTrustedProxies, ServerCertificate, ServerCertificateKey, ServerDrainSeconds, ServerDrainDelaySeconds,
        Data, Database,
        LimitsEventsPerBatch, LimitsCompressedBytes, LimitsBytes, LimitsEventBytes, LimitsDepth, LimitsEventDepth, LimitsTextLength,
        LimitsRequestsPerPrincipal, LimitsEventsPerPrincipal, LimitsRequestsPerTeam, LimitsEventsPerTeam,
        LimitsSocketsPerPrincipal, LimitsStreamsPerPrincipal, LimitsSubscribersPerNode, LimitsWaitingAppends, LimitsWaitSeconds,
        LiveHeartbeatSeconds,
        WebhooksAllowedNetworks, WebhooksTimeoutSeconds, WebhooksAttempts, WebhooksDeadlineHours, WebhooksEventsPerDelivery, WebhooksPerTeam,
        ProjectsRegisterOnFirstEvent,
        AuthSigningKeyLifetimeDays, AuthSignInFailures, AuthSignInWindowMinutes,
        RetentionHeartbeatsAfterHours, CacheEvents,
        .. PresenceKeys.All,
        TelemetryOtlpEndpoint, TelemetryOtlpProtocol, LoggingFormat, LoggingLevel,
        DemoEnabled, DemoSpeed,
    ];

    private static ConfigurationType<int> Rate(string counted) => ConfigurationTypes.Whole(0, 1_000_000_000, $"{counted} a minute");
}
