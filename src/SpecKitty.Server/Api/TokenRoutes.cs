using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Auth;
using SpecKitty.Server.Telemetry;

namespace SpecKitty.Server.Api;

/// <summary>Signing in and staying so.</summary>
internal static class TokenRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/token/", SignInAsync);
        routes.MapPost("/api/v1/token/refresh/", RefreshAsync);
    }

    private static async Task SignInAsync(HttpContext context)
    {
        if (await ApiJson.ReadAsync<SignInRequest>(context) is not { } request)
        {
            return;
        }

        var username = request.Username;
        var metrics = context.RequestServices.GetRequiredService<ServerMetrics>();
        var guard = context.RequestServices.GetRequiredService<SignInGuard>();
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var wait = guard.Wait(username, address);
        if (wait > TimeSpan.Zero)
        {
            var seconds = (int)Math.Ceiling(wait.TotalSeconds);
            context.Response.Headers.RetryAfter = $"{seconds}";
            metrics.RecordSignInFailure("locked");
            await ApiError.WriteAsync(context, 429, "Too many attempts", $"Signing in failed too often; try again in {seconds} seconds.");
            return;
        }

        var pair = await context.RequestServices.GetRequiredService<TokenService>().SignInAsync(username, request.Password, context.RequestAborted);
        if (pair is null)
        {
            guard.Failed(username, address);
            metrics.RecordSignInFailure("credentials");
            await ApiError.WriteAsync(context, 401, "Invalid credentials", "The username or the password is wrong.");
            return;
        }

        guard.Succeeded(username, address);
        await WriteAsync(context, pair);
    }

    private static async Task RefreshAsync(HttpContext context)
    {
        if (await ApiJson.ReadAsync<RefreshRequest>(context) is not { } request)
        {
            return;
        }

        var pair = await context.RequestServices.GetRequiredService<TokenService>().RefreshAsync(request.Refresh, context.RequestAborted);
        await (pair is null
            ? ApiError.WriteAsync(context, 401, "Token expired or invalid", "The refresh token has ended, was used before or is not of this server; sign in again with POST /api/v1/token/.")
            : WriteAsync(context, pair));
    }

    private static Task WriteAsync(HttpContext context, TokenPair pair) => ApiJson.WriteAsync(context, new TokenAnswer
    {
        Access = pair.Access,
        Refresh = pair.Refresh,
        AccessLifetime = pair.AccessLifetime,
        RefreshLifetime = pair.RefreshLifetime,
        TeamSlug = pair.TeamSlug,
    });
}
