using SpecKitty.Server.Accounts;
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
            .Describe("refreshToken", ApiTags.SignIn, "Trades a refresh token for the next pair.", "whoever has the refresh token", "A refresh token gives the same successor until that successor is presented, so a lost response can be asked for again at any time. Presented after that, it ends the sign-in that it belongs to.")
            .Takes<RefreshRequest>()
            .Answers<TokenAnswer>(200, "The next pair of tokens.")
            .Refuses(401, "The refresh token has ended, was used before or is not of this server.")
            .RefusesTooMany("The token is not of this server, and too many such came from this address.");
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
            : outcome.Refusal is { } refusal ? AccountFaultAnswer.WriteAsync(context, AccountFaults.Of(refusal))
            : ApiError.WriteAsync(context, 401, "Invalid credentials", "The username or the password is wrong."));
    }

    private static async Task RefreshAsync(HttpContext context, TokenService tokens, TokenFormat format, SignInGuard guard)
    {
        if (await ApiJson.ReadAsync<RefreshRequest>(context) is not { } request)
        {
            return;
        }

        if (await tokens.RefreshAsync(request.Refresh, context.RequestAborted) is { } pair)
        {
            await WriteAsync(context, pair);
            return;
        }

        // Only what this server has not signed is counted: others behind the same address keep their sign-ins, whatever arrives from it.
        var wait = await format.IsOursAsync(request.Refresh, context.RequestAborted) ? TimeSpan.Zero : guard.CountForgedRefresh(ClientAddress.Of(context));
        await (wait > TimeSpan.Zero
            ? AccountFaultAnswer.WriteAsync(context, AccountFaults.Of(new SignInRefusal(wait, IsBusy: false)))
            : ApiError.WriteAsync(context, 401, "Token expired or invalid", "The refresh token has ended, was used before or is not of this server; sign in again with POST /api/v1/token/."));
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
