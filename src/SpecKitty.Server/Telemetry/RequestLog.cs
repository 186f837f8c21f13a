using Microsoft.AspNetCore.Http.Features;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Hosting;

namespace SpecKitty.Server.Telemetry;

/// <summary>One line for each request: what was asked by the route's template, never the address itself, its query, headers or body.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    private const string Nobody = "-";

    public async Task InvokeAsync(HttpContext context)
    {
        var began = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            NameSpan(context);
            Write(context, time.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    // The framework's span of a request says nothing about it by itself.
    private static void NameSpan(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.DisplayName = $"{MethodOf(context)} {RouteOf(context)}";
        span.SetTag("http.request.method", MethodOf(context));
        span.SetTag("http.route", RouteOf(context));
        span.SetTag("http.response.status_code", context.Response.StatusCode);
    }

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    // The method is the sender's text, as long as no route has taken it.
    private static string MethodOf(HttpContext context) => IsKnown(context.Request.Method) ? context.Request.Method : "(other)";

    private void Write(HttpContext context, double milliseconds)
    {
        // Whoever probes does so every few seconds: that is not news.
        var endpoint = context.GetEndpoint();
        var level = endpoint?.Metadata.GetMetadata<HealthProbe>() is null ? LogLevel.Information : LogLevel.Debug;
        if (!logger.IsEnabled(level))
        {
            return;
        }

        var route = RouteOf(context);
        var principal = context.Features.Get<Principal>()?.PrincipalId ?? Nobody;
        var method = MethodOf(context);
        var status = context.RequestAborted.IsCancellationRequested ? 499 : context.Response.StatusCode;
        if (context.Features.Get<BatchCounts>() is { } counts)
        {
            Batch(logger, level, method, route, status, milliseconds, principal, counts.Succeeded, counts.Duplicates, counts.Rejected);
        }
        else
        {
            Request(logger, level, method, route, status, milliseconds, principal);
        }
    }

    private static bool IsKnown(string method)
        => HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method)
        || HttpMethods.IsDelete(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsConnect(method);

    [LoggerMessage(EventId = 1, EventName = "Request", Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms by {Principal}")]
    private static partial void Request(ILogger logger, LogLevel level, string method, string route, int status, double milliseconds, string principal);

    [LoggerMessage(EventId = 2, EventName = "Batch", Message = "{Method} {Route} {Status} in {Milliseconds:0.0} ms by {Principal}: {Succeeded} taken in, {Duplicates} known, {Rejected} rejected")]
    private static partial void Batch(ILogger logger, LogLevel level, string method, string route, int status, double milliseconds, string principal, int succeeded, int duplicates, int rejected);
}
