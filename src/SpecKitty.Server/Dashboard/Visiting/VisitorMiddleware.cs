using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Stands before every page: says who visits, shows the way to the sign-in, and takes no form from elsewhere.</summary>
/// <remarks>A cookie is looked at here alone: to the API it says nothing.</remarks>
internal sealed class VisitorMiddleware(RequestDelegate next, PageSessions sessions, DemoStage stage, PageWriter pages)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            await MissAsync(context);
            return;
        }

        if (endpoint.Metadata.GetMetadata<PageAccess>() is not { } access)
        {
            await next(context);
            return;
        }

        try
        {
            await VisitAsync(context, access);
        }
        catch (StoreUnavailableException exception) when (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = $"{StoreUnavailableException.RetryAfterSeconds}";
            await pages.WriteFaultAsync(context, 503, "The storage does not answer", $"{exception.Message} Load the page again in a while.");
        }
    }

    private async Task VisitAsync(HttpContext context, PageAccess access)
    {
        var token = PageCookies.ReadSession(context.Request);
        var session = token is null ? null : await sessions.FindAsync(token, context.RequestAborted);
        var visitor = new Visitor(session is null ? null : DemoGuest.Restrict(session), PageCookies.ReadAppearance(context.Request));
        context.Features.Set(visitor);
        if (access.NeedsSignIn && (session is null || visitor.IsGuest) && !(access.AllowsDemo && IsOfDemo(context.Request.RouteValues)))
        {
            SendToSignIn(context);
            return;
        }

        if (HttpMethods.IsPost(context.Request.Method) && await FormCheck.FindFaultAsync(context, session?.FormToken) is { } fault)
        {
            await pages.WriteFaultAsync(context, 403, "The form was not taken", fault);
            return;
        }

        await next(context);
    }

    // A person who mistypes an address gets a page; a program gets JSON.
    private Task MissAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method)
            || context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Features.Set(new Visitor(null, PageCookies.ReadAppearance(context.Request)));
        return pages.WriteFaultAsync(context, 404, "There is nothing here", "No page has this address. It may have been cut short on the way to you.");
    }

    private bool IsOfDemo(RouteValueDictionary values)
        => stage.Mission is { } mission
        && values.TryGetValue("projectUuid", out var project)
        && Guid.TryParse(project?.ToString(), out var projectId)
        && projectId == mission.ProjectId
        && values.TryGetValue("missionId", out var missionId)
        && missionId is string id
        && id == mission.MissionId;

    // What a script keeps open cannot follow to a form; it learns that the sign-in is over.
    private static void SendToSignIn(HttpContext context)
    {
        if (context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var back = HttpMethods.IsGet(context.Request.Method)
            ? $"{context.Request.Path}{context.Request.QueryString}"
            : LocalPath.OfReferrer(context.Request);
        PageWriter.Redirect(context, $"/sign-in/?next={Uri.EscapeDataString(back)}");
    }
}
