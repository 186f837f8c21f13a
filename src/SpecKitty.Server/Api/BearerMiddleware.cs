using SpecKitty.Server.Auth;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Lets only requests with a good access token through to the routes that are marked so, and says who asks.</summary>
internal sealed class BearerMiddleware(RequestDelegate next, TokenFormat tokens, IServerStore store)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BearerRequired>() is null)
        {
            await next(context);
            return;
        }

        if (await FindPrincipalAsync(context) is not { } principal)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiError.WriteAsync(context, 401, "Token expired or invalid", "Send Authorization: Bearer with an access token; POST /api/v1/token/ gives one for a username and a password.");
            return;
        }

        context.Features.Set(principal);
        await next(context);
    }

    private async Task<Principal?> FindPrincipalAsync(HttpContext context)
    {
        // Role and team are looked up, not believed from the token: a change holds at once.
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && tokens.Read(header[Scheme.Length..].Trim(), TokenUse.Access) is { } claims
            && await store.Accounts.FindByIdAsync(claims.UserId, context.RequestAborted) is { } user
            ? Principal.Of(user)
            : null;
    }
}
