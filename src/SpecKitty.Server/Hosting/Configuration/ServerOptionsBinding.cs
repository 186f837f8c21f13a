using SpecKitty.Server.Auth;
using SpecKitty.Server.Ingest;
using SpecKitty.Server.Live.Sockets;
using SpecKitty.Server.Live.Streams;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Telemetry;
using SpecKitty.Server.Webhooks;

namespace SpecKitty.Server.Hosting.Configuration;

/// <summary>Makes a server's options of its configuration.</summary>
internal static class ServerOptionsBinding
{
    /// <summary>The options that a configuration without faults means.</summary>
    public static ServerOptions ToOptions(this ServerConfiguration configuration) => new()
    {
        DataDirectory = configuration.IsThrowaway() ? ThrowawayFolder : configuration.Get(ConfigurationKeys.Data),
        Database = configuration.Get(ConfigurationKeys.Database),
        Urls = string.Join(';', configuration.Get(ConfigurationKeys.ServerUrls)),
        AllowPlainHttp = configuration.Get(ConfigurationKeys.ServerAllowPlainHttp),
        TrustedProxies = configuration.Get(ConfigurationKeys.ServerTrustedProxies),
        Certificate = configuration.Get(ConfigurationKeys.ServerCertificate),
        CertificateKey = configuration.Get(ConfigurationKeys.ServerCertificateKey),
        Drain = TimeSpan.FromSeconds(configuration.Get(ConfigurationKeys.ServerDrainSeconds)),
        DrainDelay = TimeSpan.FromSeconds(configuration.Get(ConfigurationKeys.ServerDrainDelaySeconds)),
        Limits = new IngestLimits
        {
            Events = configuration.Get(ConfigurationKeys.LimitsEventsPerBatch),
            CompressedBytes = configuration.Get(ConfigurationKeys.LimitsCompressedBytes),
            Bytes = configuration.Get(ConfigurationKeys.LimitsBytes),
            EventBytes = configuration.Get(ConfigurationKeys.LimitsEventBytes),
            Depth = configuration.Get(ConfigurationKeys.LimitsDepth),
            EventDepth = configuration.Get(ConfigurationKeys.LimitsEventDepth),
            TextLength = configuration.Get(ConfigurationKeys.LimitsTextLength),
        },
        Rates = new RateLimits
        {
            RequestsPerMinutePerPrincipal = configuration.Get(ConfigurationKeys.LimitsRequestsPerPrincipal),
            EventsPerMinutePerPrincipal = configuration.Get(ConfigurationKeys.LimitsEventsPerPrincipal),
            RequestsPerMinutePerTeam = configuration.Get(ConfigurationKeys.LimitsRequestsPerTeam),
            EventsPerMinutePerTeam = configuration.Get(ConfigurationKeys.LimitsEventsPerTeam),
        },
        Sockets = new SocketLimits { ConnectionsPerPrincipal = configuration.Get(ConfigurationKeys.LimitsSocketsPerPrincipal) },
        Streams = new StreamLimits
        {
            HeartbeatEvery = TimeSpan.FromSeconds(configuration.Get(ConfigurationKeys.LiveHeartbeatSeconds)),
            StreamsPerPrincipal = configuration.Get(ConfigurationKeys.LimitsStreamsPerPrincipal),
            SubscribersPerNode = configuration.Get(ConfigurationKeys.LimitsSubscribersPerNode),
        },
        Webhooks = new WebhookLimits
        {
            AllowedNetworks = configuration.Get(ConfigurationKeys.WebhooksAllowedNetworks),
            Timeout = TimeSpan.FromSeconds(configuration.Get(ConfigurationKeys.WebhooksTimeoutSeconds)),
            Attempts = configuration.Get(ConfigurationKeys.WebhooksAttempts),
            Deadline = TimeSpan.FromHours(configuration.Get(ConfigurationKeys.WebhooksDeadlineHours)),
            EventsPerDelivery = configuration.Get(ConfigurationKeys.WebhooksEventsPerDelivery),
            PerTeam = configuration.Get(ConfigurationKeys.WebhooksPerTeam),
        },
        AppendQueue = new AppendQueueLimits
        {
            Length = configuration.Get(ConfigurationKeys.LimitsWaitingAppends),
            Patience = TimeSpan.FromSeconds(configuration.Get(ConfigurationKeys.LimitsWaitSeconds)),
        },
        RegisterOnFirstEvent = configuration.Get(ConfigurationKeys.ProjectsRegisterOnFirstEvent),
        SigningKeyLifetime = TimeSpan.FromDays(configuration.Get(ConfigurationKeys.AuthSigningKeyLifetimeDays)),
        SignIn = new SignInLimits
        {
            Failures = configuration.Get(ConfigurationKeys.AuthSignInFailures),
            Window = TimeSpan.FromMinutes(configuration.Get(ConfigurationKeys.AuthSignInWindowMinutes)),
        },
        HeartbeatRetention = configuration.Get(ConfigurationKeys.RetentionHeartbeatsAfterHours) is { } hours ? TimeSpan.FromHours(hours) : null,
        CachedEvents = configuration.Get(ConfigurationKeys.CacheEvents),
        Presence = PresenceKeys.ToOptions(configuration),
        Telemetry = new TelemetryOptions
        {
            Endpoint = configuration.Get(ConfigurationKeys.TelemetryOtlpEndpoint),
            Protocol = configuration.Get(ConfigurationKeys.TelemetryOtlpProtocol),
        },
        Log = new LogOptions
        {
            Format = configuration.Get(ConfigurationKeys.LoggingFormat),
            Level = configuration.Get(ConfigurationKeys.LoggingLevel),
        },
        Demo = configuration.Get(ConfigurationKeys.DemoEnabled),
        DemoSpeed = configuration.Get(ConfigurationKeys.DemoSpeed),
    };

    /// <summary>Whether the data is only a demo's, and nobody has said where to keep it.</summary>
    public static bool IsThrowaway(this ServerConfiguration configuration)
        => configuration.Get(ConfigurationKeys.DemoEnabled) && !configuration.IsGiven(ConfigurationKeys.Data) && !configuration.IsGiven(ConfigurationKeys.Database);

    private static string ThrowawayFolder => Path.Combine(Path.GetTempPath(), $"speckitty-demo-{Environment.ProcessId}");
}
