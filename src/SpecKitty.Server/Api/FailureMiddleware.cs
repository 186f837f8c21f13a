using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Answers what nobody else has: a request that breaks off, a server that is stopping, a bug.</summary>
internal sealed class FailureMiddleware(RequestDelegate next, ILogger<FailureMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer to.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await ApiError.WriteAsync(context, exception.StatusCode, exception.StatusCode == 413 ? "Body too large" : "Bad request", exception.Message);
        }
        catch (InvalidTextException exception) when (!context.Response.HasStarted)
        {
            await ApiError.WriteAsync(context, 400, "Invalid text", exception.Message);
        }
        catch (StoreUnavailableException exception) when (!context.Response.HasStarted)
        {
            await ApiError.WriteAsync(context, 503, "Server unavailable", exception.Message, StoreUnavailableException.RetryAfterSeconds);
        }
#pragma warning disable CA1031 // The last one to catch: whatever it is, the caller gets JSON and the log gets the failure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            RequestFailure.Log(logger, context, exception);
            if (context.Response.HasStarted)
            {
                // A part of an answer must not pass for the whole.
                context.Abort();
                return;
            }

            await ApiError.WriteAsync(context, 500, "Internal error", "The server failed; its log says why. Try again later.");
        }
    }
}
