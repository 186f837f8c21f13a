using SpecKitty.Server.Auth;
using SpecKitty.Server.Missions;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Lets only requests with a good token through to the routes that are marked so, and says who asks.</summary>
/// <remarks>A token with fewer rights, or with a scope, is stopped here unless the route's mark lets it pass; the services behind check again what they do.</remarks>
internal sealed class BearerMiddleware(RequestDelegate next, PrincipalResolver principals, SignsOfLife signs)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BearerRequired>() is not { } required)
        {
            await next(context);
            return;
        }

        if (await FindAsync(context, required) is not { } principal)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiError.WriteAsync(context, 401, "Token expired or invalid", "Send Authorization: Bearer with an access token; POST /api/v1/token/ gives one for a username and a password.");
            return;
        }

        if (principal.Scope is { } heard)
        {
            signs.Hear(heard);
        }

        var right = required.RightFor(context.Request.Method);
        if (principal.Scope is { } scope && !required.AllowsParticipants)
        {
            await ApiError.WriteAsync(context, 403, "Insufficient permissions", scope.Refusal);
            return;
        }

        if (right != TokenRights.None && !principal.Has(right))
        {
            await ApiError.WriteAsync(context, 403, "Insufficient permissions", $"This token lacks the right \"{(right == TokenRights.Read ? "read" : "write")}\": use one that has it, or sign in.");
            return;
        }

        context.Features.Set(principal);
        await next(context);
    }

    private async Task<Principal?> FindAsync(HttpContext context, BearerRequired required)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return await principals.FindAsync(header, TokenUse.Access, context.RequestAborted)
            ?? (required.AllowsSocketTokens ? await principals.FindAsync(header, TokenUse.Socket, context.RequestAborted) : null);
    }
}
