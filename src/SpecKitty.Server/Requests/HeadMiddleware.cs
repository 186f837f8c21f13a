using Microsoft.AspNetCore.Http.Features;

namespace SpecKitty.Server.Requests;

/// <summary>Answers HEAD on every address that answers GET: the same status and headers, no body.</summary>
/// <remarks>A route runs as for GET until it sends the first of its body. Then the headers are known, and whatever would go on, such as a stream, is cancelled.</remarks>
internal sealed class HeadMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var (lifetime, body) = (context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        using var known = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var discarded = new HeadResponseBody(body, known);
        context.Request.Method = HttpMethods.Get;

        // No one can speak through the socket that a HEAD would open.
        context.Request.Headers.Remove("Upgrade");
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = known.Token });
        context.Features.Set<IHttpResponseBodyFeature>(discarded);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (known.IsCancellationRequested && !lifetime.RequestAborted.IsCancellationRequested)
        {
            // The headers are sent, which is all that was asked for.
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
            context.Features.Set(lifetime);
            context.Features.Set(body);
        }
    }
}
