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
        405 => WriteNotAllowedAsync(context),
        413 => WriteAsync(context, 413, "Body too large", "The body is larger than this address takes in."),
        415 => WriteAsync(context, 415, "Unsupported media type", "Send application/json."),
        var status => WriteAsync(context, status, "Request failed", $"The request was answered with status {status}."),
    };

    // Routing knows nothing of HEAD, which every address that answers GET answers too.
    private static Task WriteNotAllowedAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.Allow.ToString() is var allowed && allowed.Contains(HttpMethods.Get, StringComparison.Ordinal))
        {
            headers.Allow = allowed.Replace(HttpMethods.Get, $"{HttpMethods.Get}, {HttpMethods.Head}", StringComparison.Ordinal);
        }

        return WriteAsync(context, 405, "Method not allowed", $"This address does not know {context.Request.Method}; it knows {headers.Allow}.");
    }
}
