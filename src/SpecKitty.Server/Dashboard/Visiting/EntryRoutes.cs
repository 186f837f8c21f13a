using System.Globalization;
using SpecKitty.Server.Api;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Acting;
using SpecKitty.Server.Dashboard.Missions;
using SpecKitty.Server.Dashboard.Views.Missions;
using SpecKitty.Server.Dashboard.Views.Shell;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Coming in and going out: the sign-in, the sign-out, and how pages look.</summary>
internal static class EntryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.SignIn, ShowAsync).WithMetadata(PageAccess.Everybody);
        routes.MapPost(PageAddress.SignIn, SignInAsync).WithMetadata(PageAccess.Entry);
        routes.MapPost(PageAddress.SignOut, SignOutAsync).WithMetadata(PageAccess.OwnSession);
        routes.MapPost(PageAddress.Appearance, ChangeAppearance).WithMetadata(PageAccess.Everybody);
    }

    /// <summary>Lets somebody who has come in go on, with a session that the request did not have.</summary>
    /// <param name="context">The request.</param>
    /// <param name="session">The session; null when the visitor had it already.</param>
    /// <param name="next">Where to.</param>
    /// <param name="kept">A comment that waited for it: it stands in the box of its mission then. Null when none did.</param>
    public static async Task GoOnAsync(HttpContext context, (string Token, TimeSpan Lifetime)? session, string next, KeptCommentView? kept)
    {
        if (session is { } opened)
        {
            PageCookies.WriteSession(context, opened.Token, opened.Lifetime);
        }

        if (kept is null)
        {
            PageWriter.Redirect(context, next);
            return;
        }

        var services = context.RequestServices;
        if (session is { Token: var token } && await services.GetRequiredService<PageSessions>().FindAsync(token, context.RequestAborted) is { } found)
        {
            context.Features.Set(context.Visitor() with { Session = found with { Principal = DemoGuest.Restrict(found.Principal) } });
        }

        if (await PageLookup.FindMissionAsync(context, kept.ProjectUuid, kept.MissionId) is { } mission)
        {
            await services.GetRequiredService<MissionPages>().WriteAsync(context, mission, kept.ReplyTo.Length == 0 ? null : kept.ReplyTo, kept.Content);
        }
    }

    // The demo's guest may become somebody.
    private static async Task ShowAsync(HttpContext context, SignInPages pages)
    {
        var next = LocalPath.Of(context.Request.Query["next"]);
        if (context.Visitor() is { Principal: not null, IsGuest: false })
        {
            PageWriter.Redirect(context, next);
            return;
        }

        await pages.WriteAsync(context, new SignInView(next));
    }

    private static async Task SignInAsync(HttpContext context, PasswordSignIn signIn, PageSessions sessions, SignInPages pages)
    {
        var form = context.Request.Form;
        var next = LocalPath.Of(form["next"]);
        var username = form["username"].ToString();
        var kept = KeptComments.Find(context);
        if (context.Visitor().Principal is { } principal && principal.Name.Equals(username, StringComparison.OrdinalIgnoreCase))
        {
            // Another tab was first.
            await GoOnAsync(context, null, next, kept);
            return;
        }

        var outcome = await signIn.TryAsync(username, form["password"].ToString(), ClientAddress.Of(context), context.RequestAborted);
        if (outcome.Pair is { } pair)
        {
            await GoOnAsync(context, await sessions.OpenAsync(pair, context.RequestAborted), next, kept);
            return;
        }

        if (outcome.Refusal is { } refusal)
        {
            context.Response.Headers.RetryAfter = refusal.Seconds.ToString(CultureInfo.InvariantCulture);
        }

        var (status, message) = outcome.Refusal switch
        {
            null => (StatusCodes.Status401Unauthorized, "The username or the password is wrong."),
            { IsBusy: true, Seconds: var seconds } => (StatusCodes.Status503ServiceUnavailable, $"The server is busy with other sign-ins. Try again in {seconds} seconds."),
            { Seconds: var seconds } => (StatusCodes.Status429TooManyRequests, $"Signing in failed too often. Try again in {(seconds < 90 ? $"{seconds} seconds" : $"{(seconds + 59) / 60} minutes")}."),
        };
        await pages.WriteAsync(context, new SignInView(next, username, message, kept), status);
    }

    private static async Task SignOutAsync(HttpContext context, PageSessions sessions)
    {
        if (PageCookies.ReadSession(context.Request) is { } token)
        {
            await sessions.EndAsync(token, context.RequestAborted);
            PageCookies.DeleteSession(context);
        }

        PageWriter.Redirect(context, "/");
    }

    private static void ChangeAppearance(HttpContext context)
    {
        var form = context.Request.Form;
        var appearance = form["appearance"].ToString() switch
        {
            "light" => Appearance.Light,
            "dark" => Appearance.Dark,
            _ => Appearance.System,
        };
        PageCookies.WriteAppearance(context, appearance);
        PageWriter.Redirect(context, LocalPath.Of(form["next"]));
    }
}
