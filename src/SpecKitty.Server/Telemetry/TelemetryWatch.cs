using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace SpecKitty.Server.Telemetry;

/// <summary>Logs when exporting to a collector begins to fail, and when it works again: a line for each change, none for each export.</summary>
internal sealed partial class TelemetryWatch(ILogger logger) : EventListener
{
    // The exporter reports the result of each export to its event source and nowhere else.
    private const string Source = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string Success = "ExportSuccess";
    private const int LongestReason = 300;

    private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);

    // Called by the base constructor too, before the fields of this class are set.
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // All results name the endpoint first; other events of the source do not.
        if (eventData.EventSource.Name != Source || eventData.Payload is not [string address, ..] || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return;
        }

        // An address may have credentials in its user or query.
        var endpoint = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        if (eventData.EventName == Success)
        {
            if (_failing.TryRemove(endpoint, out _))
            {
                Works(logger, endpoint);
            }
        }
        else if (eventData.Level is EventLevel.Critical or EventLevel.Error or EventLevel.Warning && _failing.TryAdd(endpoint, true))
        {
            Fails(logger, endpoint, Describe(eventData));
        }
    }

    // The first line of the last text is the exception's or the response's message, without its stack.
    private static string Describe(EventWrittenEventArgs failure)
    {
        var text = failure.Payload!.Skip(1).OfType<string>().LastOrDefault(text => text.Length > 0) ?? "";
        var line = text.AsSpan().TrimStart();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return $"{failure.EventName}: {(line.Length > LongestReason ? line[..LongestReason] : line)}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telemetry cannot be exported to {Endpoint}: {Reason}. Check telemetry.otlp_endpoint, telemetry.otlp_protocol and the collector. Logged again only when it works.")]
    private static partial void Fails(ILogger logger, string endpoint, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telemetry is exported to {Endpoint} again.")]
    private static partial void Works(ILogger logger, string endpoint);
}
