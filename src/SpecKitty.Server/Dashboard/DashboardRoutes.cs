using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Pages;

namespace SpecKitty.Server.Dashboard;

/// <summary>The pages for people.</summary>
internal static class DashboardRoutes
{
    // Whatever slips into a page as markup finds nothing that it may load, run or send to.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        DashboardAssets.Map(routes);
        routes.MapGet("/", ShowAsync);
        routes.MapGet("/live/", FollowAsync);
    }

    private static async Task ShowAsync(HttpContext context, DemoPage demo, DashboardRenderer renderer)
    {
        var html = demo.Feed is { } feed
            ? await feed.RenderPageAsync(context.RequestAborted)
            : await renderer.RenderAsync<WelcomePage>(nameof(WelcomePage.Address), $"{context.Request.Scheme}://{context.Request.Host}");
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = ContentPolicy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(html, context.RequestAborted);
    }

    private static async Task FollowAsync(HttpContext context, DemoPage demo, MissionPageStream stream)
    {
        if (demo.Feed is not { } feed)
        {
            await ApiError.WriteAsync(context, 404, "Not found", "No mission is open to everybody; only --demo opens one.");
            return;
        }

        await stream.FollowAsync(context, feed);
    }
}
