namespace SpecKitty.Server.Telemetry;

/// <summary>The ways to talk to a collector.</summary>
internal enum TelemetryProtocol
{
    /// <summary>OTLP over gRPC, usually on port 4317.</summary>
    Grpc,

    /// <summary>OTLP as binary protobuf over HTTP, usually on port 4318.</summary>
    HttpProtobuf,
}
