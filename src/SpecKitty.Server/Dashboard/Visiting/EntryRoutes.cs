using System.Globalization;
using SpecKitty.Server.Api;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views.Shell;

namespace SpecKitty.Server.Dashboard.Visiting;

/// <summary>Coming in and going out: the sign-in, the sign-out, and how pages look.</summary>
internal static class EntryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.SignIn, ShowAsync).WithMetadata(PageAccess.Everybody);
        routes.MapPost(PageAddress.SignIn, SignInAsync).WithMetadata(PageAccess.Everybody);
        routes.MapPost(PageAddress.SignOut, SignOutAsync).WithMetadata(PageAccess.Everybody);
        routes.MapPost(PageAddress.Appearance, ChangeAppearance).WithMetadata(PageAccess.Everybody);
    }

    private static async Task ShowAsync(HttpContext context, PageWriter pages, PageShells shells)
    {
        var next = LocalPath.Of(context.Request.Query["next"]);
        if (context.Visitor().Principal is not null)
        {
            PageWriter.Redirect(context, next);
            return;
        }

        await pages.WriteAsync<SignInPage>(context, Shell(context, shells), new SignInView(next));
    }

    private static async Task SignInAsync(HttpContext context, PasswordSignIn signIn, PageSessions sessions, PageWriter pages, PageShells shells)
    {
        var form = context.Request.Form;
        var next = LocalPath.Of(form["next"]);
        var username = form["username"].ToString();
        var outcome = await signIn.TryAsync(username, form["password"].ToString(), ClientAddress.Of(context), context.RequestAborted);
        if (outcome.Pair is { } pair)
        {
            var (token, lifetime) = await sessions.OpenAsync(pair, context.RequestAborted);
            PageCookies.WriteSession(context, token, lifetime);
            PageWriter.Redirect(context, next);
            return;
        }

        var seconds = (int)Math.Ceiling(outcome.Wait.TotalSeconds);
        if (seconds > 0)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        var complaint = seconds > 0
            ? $"Signing in failed too often. Try again in {(seconds < 90 ? $"{seconds} seconds" : $"{(seconds + 59) / 60} minutes")}."
            : "The username or the password is wrong.";
        await pages.WriteAsync<SignInPage>(
            context,
            Shell(context, shells),
            new SignInView(next, username, complaint),
            seconds > 0 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized);
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

    private static PageShell Shell(HttpContext context, PageShells shells) => shells.Of(context, "Sign in") with { Address = "/", Styles = ["entry.css"] };
}
