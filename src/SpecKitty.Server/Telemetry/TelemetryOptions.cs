namespace SpecKitty.Server.Telemetry;

/// <summary>Where metrics and traces go. The standard <c>OTEL_</c> variables say everything that these leave open.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>The collector; null exports nothing, unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How to talk to the collector; null leaves it to <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else it is gRPC.</summary>
    public TelemetryProtocol? Protocol { get; init; }

    /// <summary>How long the last export may take when the server stops: a collector that does not answer must not hold up the end.</summary>
    public TimeSpan LastExportWithin { get; init; } = TimeSpan.FromSeconds(3);
}
