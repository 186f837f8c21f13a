using System.Diagnostics;

namespace SpecKitty.Server.Telemetry;

/// <summary>The server's own spans. They carry counts, never contents.</summary>
internal static class ServerActivities
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "SpecKitty.Server";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a batch.</summary>
    /// <param name="events">How many events it has.</param>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? StartIngest(int events) => Source.StartActivity("ingest")?.SetTag("speckitty.events", events);

    /// <summary>Begins the span of one project's part of a batch.</summary>
    /// <param name="events">How many events it has.</param>
    /// <returns>Null when nobody listens.</returns>
    public static Activity? StartAppend(int events) => Source.StartActivity("append")?.SetTag("speckitty.events", events);
}
