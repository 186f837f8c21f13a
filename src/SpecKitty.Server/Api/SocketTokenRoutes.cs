using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Api;

/// <summary>Tokens that open the socket.</summary>
internal static class SocketTokenRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/ws-token/", MakeAsync).WithMetadata(BearerRequired.AnyToken)
        .Describe("makeSocketToken", ApiTags.SignIn, "Makes a short-lived token that opens the socket.", "any token")
        .Answers<SocketTokenAnswer>(200, "The token.");

    private static async Task MakeAsync(HttpContext context, TokenService tokens)
    {
        var token = await tokens.MakeSocketTokenAsync(context.Principal(), context.RequestAborted);
        await ApiJson.WriteAsync(context, new SocketTokenAnswer { WsToken = token, Lifetime = (int)TokenService.SocketLifetime.TotalSeconds });
    }
}
