using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>One's own personal access tokens.</summary>
internal static class PersonalTokenRoutes
{
    private static readonly IReadOnlyList<TokenRight> DefaultRights = [TokenRight.Read, TokenRight.Write];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/tokens/", CreateAsync)
            .Describe("createToken", ApiTags.Account, "Makes a personal access token, for automation.", "whoever signed in; the right import only for admins of a team")
            .Takes<CreateTokenRequest>()
            .Answers<CreatedTokenAnswer>(201, "The token; its secret is shown this once.")
            .Refuses(409, "The caller has as many tokens as are allowed.");
        routes.MapGet("/api/v1/tokens/", ListAsync)
            .Describe("listTokens", ApiTags.Account, "Lists the caller's personal access tokens that have not ended.", "whoever signed in")
            .Paged(ParameterValue.Text)
            .Answers<PersonalTokensAnswer>(200, "A page of tokens, without their secrets.");
        routes.MapDelete("/api/v1/tokens/{tokenId}/", RevokeAsync)
            .Describe("revokeToken", ApiTags.Account, "Revokes one of the caller's personal access tokens, at once.", "whoever signed in")
            .WithPath("tokenId", "The public name of the token, a ULID.")
            .AnswersNothing(204, "It is good no more.")
            .Refuses(404, "The caller has no token of this name.");
    }

    private static async Task CreateAsync(HttpContext context, PersonalTokenService tokens)
    {
        if (await ApiJson.ReadAsync<CreateTokenRequest>(context) is not { } request)
        {
            return;
        }

        var answer = await tokens.CreateAsync(
            context.Principal(),
            request.Name,
            TokenRightWords.Combine(request.Rights ?? DefaultRights),
            request.ExpiresInDays ?? PersonalTokenService.DefaultDays,
            context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await AccountFaultAnswer.WriteAsync(context, fault);
            return;
        }

        var (token, secret) = answer.Value!;
        await ApiJson.WriteAsync(
            context,
            new CreatedTokenAnswer { Token = secret, TokenId = token.TokenId, Name = token.Name, Rights = TokenRightWords.Of(token.Rights), CreatedAt = token.CreatedAt, ExpiresAt = token.ExpiresAt },
            201);
    }

    private static async Task ListAsync(HttpContext context, PersonalTokenService tokens)
    {
        if (await PageQuery.ReadAsync(context) is not { } page)
        {
            return;
        }

        var answer = await tokens.ListAsync(context.Principal(), page.After, page.Limit, context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, new PersonalTokensAnswer { Tokens = [.. answer.Value!.Select(Answer)], Next = page.Next(answer.Value!, token => token.TokenId) }));
    }

    private static async Task RevokeAsync(HttpContext context, PersonalTokenService tokens, string tokenId)
        => await AccountFaultAnswer.WriteOrNothingAsync(context, await tokens.RevokeAsync(context.Principal(), tokenId, context.RequestAborted));

    private static PersonalTokenAnswer Answer(PersonalTokenRecord token) => new()
    {
        TokenId = token.TokenId,
        Name = token.Name,
        Rights = TokenRightWords.Of(token.Rights),
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
    };
}
