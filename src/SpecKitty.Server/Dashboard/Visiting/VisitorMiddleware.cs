using SpecKitty.Server.Api;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Demo;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Stands before every page: says who visits, shows the way to the sign-in, takes no form from elsewhere, and answers with a page when a page fails.</summary>
/// <remarks>A cookie is looked at here alone: to the API it says nothing.</remarks>
internal sealed class VisitorMiddleware(RequestDelegate next, PageSessions sessions, DemoStage stage, PageWriter pages, SignInPages signIns, ILogger<VisitorMiddleware> logger)
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
        var stranger = Visitor.Stranger(context.Request);
        context.Features.Set(stranger);
        try
        {
            var visitor = stranger with { Session = await FindSessionAsync(context) };
            context.Features.Set(visitor);
            await (access is null ? WriteMissedAsync(context) : VisitAsync(context, access, visitor));
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && !PageRequest.IsForAStream(context.Request))
        {
            await WriteFailureAsync(context, access, exception);
        }
    }

    private async Task<PageSession?> FindSessionAsync(HttpContext context)
        => PageCookies.ReadSession(context.Request) is { } token && await sessions.FindAsync(token, context.RequestAborted) is { } session
            ? session with { Principal = DemoGuest.Restrict(session.Principal) }
            : null;

    private async Task VisitAsync(HttpContext context, PageAccess access, Visitor visitor)
    {
        var isForm = HttpMethods.IsPost(context.Request.Method);
        if (access.NeedsSignIn && (visitor.Session is null || visitor.IsGuest) && !(access.AllowsDemo && IsOfDemo(context.Request.RouteValues)))
        {
            await KeepCommentAsync(context, access);
            await signIns.SendAsync(context);
            return;
        }

        if (isForm && await FormCheck.ReadAsync(context) is { } fault)
        {
            await WriteUntakenAsync(context, fault);
            return;
        }

        if (isForm && access.NeedsFormToken && visitor.Session is { } session && !FormCheck.HasToken(context.Request, session.FormToken))
        {
            await WriteUntakenAsync(context, new FormFault(StatusCodes.Status403Forbidden, "The form belongs to another sign-in. Open the page again and send it once more."));
            return;
        }

        await next(context);
    }

    // What is not from our own pages, or cannot be read, is not kept.
    private static async Task KeepCommentAsync(HttpContext context, PageAccess? access)
    {
        if (access is { KeepsComment: true } && HttpMethods.IsPost(context.Request.Method))
        {
            await FormCheck.ReadAsync(context);
        }
    }

    // Routing has an endpoint of its own for an address that is known with other methods alone; of pages, those that take forms.
    private static bool IsMissedByAPerson(HttpContext context)
        => context.GetEndpoint() is not RouteEndpoint && HttpMethods.IsGet(context.Request.Method) && PageRequest.IsForAPage(context.Request);

    private Task WriteMissedAsync(HttpContext context)
    {
        if (context.GetEndpoint() is null)
        {
            return pages.WriteFaultAsync(context, StatusCodes.Status404NotFound, "There is nothing here", "No page has this address. It may have been cut short on the way to you.");
        }

        context.Response.Headers.Allow = HttpMethods.Post;
        return pages.WriteFaultAsync(context, StatusCodes.Status405MethodNotAllowed, "There is nothing to see here", "A form sends to this address; it shows no page. Go back to the page with the form.");
    }

    private Task WriteUntakenAsync(HttpContext context, FormFault fault) => pages.WriteFaultAsync(context, fault.Status, "The form was not taken", fault.Details);

    private async Task WriteFailureAsync(HttpContext context, PageAccess? access, Exception exception)
    {
        switch (exception)
        {
            case StoreUnavailableException:
                await KeepCommentAsync(context, access);
                context.Response.Headers.RetryAfter = $"{StoreUnavailableException.RetryAfterSeconds}";
                await pages.WriteFaultAsync(
                    context,
                    StatusCodes.Status503ServiceUnavailable,
                    "The storage does not answer",
                    "The server cannot reach what it keeps its missions in. Load the page again in a while; whether something that you sent has arrived shows then.");
                break;
            case InvalidTextException invalid:
                await pages.WriteFaultAsync(context, StatusCodes.Status400BadRequest, "The request was not understood", invalid.Message);
                break;
            case BadHttpRequestException bad:
                await pages.WriteFaultAsync(context, bad.StatusCode, "The request was not understood", bad.Message);
                break;
            default:
                RequestFailure.Log(logger, context, exception);
                await pages.WriteFaultAsync(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "The server failed",
                    "It could not make this page; its log says why. Try again later; whether something that you sent has arrived shows then.");
                break;
        }
    }

    private bool IsOfDemo(RouteValueDictionary values)
        => stage.Mission is { } mission
        && values.TryGetValue("projectUuid", out var project)
        && UuidConverter.TryRead(project?.ToString(), out var projectId)
        && projectId == mission.ProjectId
        && values.TryGetValue("missionId", out var missionId)
        && missionId is string id
        && id == mission.MissionId;
}
