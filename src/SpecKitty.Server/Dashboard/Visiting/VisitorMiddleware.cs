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
        var access = context.GetEndpoint()?.Metadata.GetMetadata<PageAccess>();
        if (access is null && !IsMissedByAPerson(context))
        {
            await next(context);
            return;
        }

        // Until the session is found, whatever has to be said is said to a stranger.
        var stranger = new Visitor(null, PageCookies.ReadAppearance(context.Request));
        context.Features.Set(stranger);
        try
        {
            var visitor = stranger with { Session = await FindSessionAsync(context) };
            context.Features.Set(visitor);
            await (access is null
                ? pages.WriteFaultAsync(context, 404, "There is nothing here", "No page has this address. It may have been cut short on the way to you.")
                : VisitAsync(context, access, visitor));
        }
        catch (StoreUnavailableException) when (!context.Response.HasStarted)
        {
            context.Response.Headers.RetryAfter = $"{StoreUnavailableException.RetryAfterSeconds}";
            await pages.WriteFaultAsync(context, 503, "The storage does not answer", "The server cannot reach what it keeps its missions in. Load the page again in a while; whether something that you sent has arrived shows then.");
        }
    }

    private async Task<PageSession?> FindSessionAsync(HttpContext context)
        => PageCookies.ReadSession(context.Request) is { } token && await sessions.FindAsync(token, context.RequestAborted) is { } session
            ? DemoGuest.Restrict(session)
            : null;

    private async Task VisitAsync(HttpContext context, PageAccess access, Visitor visitor)
    {
        if (access.NeedsSignIn && (visitor.Session is null || visitor.IsGuest) && !(access.AllowsDemo && IsOfDemo(context.Request.RouteValues)))
        {
            SendToSignIn(context);
            return;
        }

        if (HttpMethods.IsPost(context.Request.Method) && await FormCheck.FindFaultAsync(context, visitor.Session?.FormToken) is { } fault)
        {
            await pages.WriteFaultAsync(context, 403, "The form was not taken", fault);
            return;
        }

        await next(context);
    }

    // A person who mistypes an address gets a page; a program gets JSON.
    private static bool IsMissedByAPerson(HttpContext context)
        => context.GetEndpoint() is null
        && HttpMethods.IsGet(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

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
