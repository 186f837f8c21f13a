using SpecKitty.Server.Api;

namespace SpecKitty.Server.Hosting;

/// <summary>What every request passes before its route, in order.</summary>
internal static class ServerPipeline
{
    public static void Use(WebApplication app)
    {
        app.UseMiddleware<FailureMiddleware>();
        app.UseStatusCodePages(context => ApiError.WriteStatusAsync(context.HttpContext));
        app.UseRouting();
        app.UseMiddleware<BearerMiddleware>();
    }
}
