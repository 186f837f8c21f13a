using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Api;

/// <summary>Tells the log of a request that failed through no fault of who asked.</summary>
internal static partial class RequestFailure
{
    /// <summary>Writes down which route failed, and how; nothing of what was asked or sent.</summary>
    public static void Log(ILogger logger, HttpContext context, Exception exception)
        => Failed(logger, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)", FailureText.Describe(exception));

    [LoggerMessage(EventId = 1, EventName = "Failure", Level = LogLevel.Error, Message = "A request to {Route} failed: {Failure}")]
    private static partial void Failed(ILogger logger, string route, string failure);
}
