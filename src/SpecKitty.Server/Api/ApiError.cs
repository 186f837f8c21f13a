using SpecKitty.Server.Api.Messages;

namespace SpecKitty.Server.Api;

/// <summary>Answers what went wrong, always as JSON with <c>error</c> and <c>details</c>.</summary>
internal static class ApiError
{
    public static Task WriteAsync(HttpContext context, int status, string error, string details)
        => ApiJson.WriteAsync(context, new ErrorAnswer { Error = error, Details = details }, status);

    /// <summary>Answers somebody who may come again.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="error">What is wrong, in a few words.</param>
    /// <param name="details">What is wrong, and what to do.</param>
    /// <param name="retryAfterSeconds">When to come again.</param>
    public static Task WriteAsync(HttpContext context, int status, string error, string details, int retryAfterSeconds)
    {
        context.Response.Headers.RetryAfter = $"{retryAfterSeconds}";
        return WriteAsync(context, status, error, details);
    }

    /// <summary>Answers a failure that routing or the host has found, and that has no body yet.</summary>
    public static Task WriteStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        404 => WriteAsync(context, 404, "Not found", "There is nothing at this address."),
        405 => WriteAsync(context, 405, "Method not allowed", $"This address does not know {context.Request.Method}; it knows {context.Response.Headers.Allow}."),
        413 => WriteAsync(context, 413, "Body too large", "The body is larger than this address takes in."),
        415 => WriteAsync(context, 415, "Unsupported media type", "Send application/json."),
        var status => WriteAsync(context, status, "Request failed", $"The request was answered with status {status}."),
    };
}
