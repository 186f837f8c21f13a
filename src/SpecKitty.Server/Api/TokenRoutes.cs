using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Auth;

namespace SpecKitty.Server.Api;

/// <summary>Signing in and staying so.</summary>
internal static class TokenRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/token/", SignInAsync)
            .Describe("signIn", ApiTags.SignIn, "Signs in with a password.", "everybody", "The answer is the same, and takes as long, for a wrong password and for a user whom there is not.")
            .Takes<SignInRequest>()
            .Answers<TokenAnswer>(200, "A pair of tokens.")
            .Refuses(401, "The username or the password is wrong.")
            .RefusesTooMany("Signing in failed too often, for this name or from this address.");
        routes.MapPost("/api/v1/token/refresh/", RefreshAsync)
            .Describe("refreshToken", ApiTags.SignIn, "Trades a refresh token for the next pair.", "whoever has the refresh token", "A refresh token is good once; for 30 seconds more it gives the same pair again. Used later, it ends the sign-in that it belongs to.")
            .Takes<RefreshRequest>()
            .Answers<TokenAnswer>(200, "The next pair of tokens.")
            .Refuses(401, "The refresh token has ended, was used before or is not of this server.")
            .RefusesTooMany("Refreshing failed too often from this address.");
        routes.MapPost("/api/v1/token/logout/", SignOutAsync)
            .Describe("signOut", ApiTags.SignIn, "Ends a sign-in.", "whoever has the refresh token", "Every token of the sign-in is refused from then on, access tokens too.")
            .Takes<RefreshRequest>()
            .AnswersNothing(204, "The sign-in has ended, whether it had before or not.");
    }

    private static async Task SignInAsync(HttpContext context, PasswordSignIn signIn)
    {
        if (await ApiJson.ReadAsync<SignInRequest>(context) is not { } request)
        {
            return;
        }

        var outcome = await signIn.TryAsync(request.Username, request.Password, ClientAddress.Of(context), context.RequestAborted);
        await (outcome.Pair is { } pair ? WriteAsync(context, pair)
            : outcome.Wait > TimeSpan.Zero ? TooManyAttempts.WriteAsync(context, outcome.Wait)
            : ApiError.WriteAsync(context, 401, "Invalid credentials", "The username or the password is wrong."));
    }

    private static async Task RefreshAsync(HttpContext context, TokenService tokens, SignInGuard guard)
    {
        if (await ApiJson.ReadAsync<RefreshRequest>(context) is not { } request)
        {
            return;
        }

        var address = ClientAddress.Of(context);
        if (guard.EnterRefresh(address) is { Ticks: > 0 } wait)
        {
            await TooManyAttempts.WriteAsync(context, wait);
            return;
        }

        if (await tokens.RefreshAsync(request.Refresh, context.RequestAborted) is not { } pair)
        {
            await ApiError.WriteAsync(context, 401, "Token expired or invalid", "The refresh token has ended, was used before or is not of this server; sign in again with POST /api/v1/token/.");
            return;
        }

        guard.RefreshSucceeded(address);
        await WriteAsync(context, pair);
    }

    // Whether the token was good is nobody's business: afterwards it is not.
    private static async Task SignOutAsync(HttpContext context, TokenService tokens)
    {
        if (await ApiJson.ReadAsync<RefreshRequest>(context) is not { } request)
        {
            return;
        }

        await tokens.SignOutAsync(request.Refresh, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
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
