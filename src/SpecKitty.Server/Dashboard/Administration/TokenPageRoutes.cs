using System.Globalization;
using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api;
using SpecKitty.Server.Dashboard.Pages;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Administration;
using SpecKitty.Server.Dashboard.Visiting;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Dashboard.Administration;

/// <summary>One's own personal access tokens: to see, to make, to revoke.</summary>
internal static class TokenPageRoutes
{
    private const int AtOnce = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageAddress.Tokens, ShowAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(PageAddress.Tokens, CreateAsync).WithMetadata(PageAccess.SignedIn);
        routes.MapPost(PageAddress.Tokens + "{tokenId}/revoke/", RevokeAsync).WithMetadata(PageAccess.SignedIn);
    }

    private static Task ShowAsync(HttpContext context) => WriteAsync(context, null, view => view);

    private static async Task CreateAsync(HttpContext context, PersonalTokenService tokens)
    {
        var form = context.Request.Form;
        var (name, days) = (form["name"].ToString().Trim(), form["days"].ToString().Trim());
        var rights = form["rights"].Aggregate(TokenRights.None, (all, word) => all | RightOf(word));
        var answer = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= PersonalTokenService.MostDays
            ? await tokens.CreateAsync(context.SignedIn(), name, rights, count, context.RequestAborted)
            : FormFaults.Invalid($"A token is good for 1 to {PersonalTokenService.MostDays} days.");

        // The secret is in this one answer: a page that the browser were sent on to would have to find it somewhere.
        await WriteAsync(context, answer.Fault, view => answer.Value is { } created
            ? view with { Created = (VisibleText.Of(created.Token.Name), created.Secret) }
            : view with { DraftName = name, DraftDays = days });
    }

    private static async Task RevokeAsync(HttpContext context, PersonalTokenService tokens, string tokenId)
    {
        if (await tokens.RevokeAsync(context.SignedIn(), tokenId, context.RequestAborted) is { } fault)
        {
            await WriteAsync(context, fault, view => view);
            return;
        }

        PageWriter.Redirect(context, PageAddress.Tokens);
    }

    private static TokenRights RightOf(string? word) => word switch
    {
        "read" => TokenRights.Read,
        "write" => TokenRights.Write,
        "import" => TokenRights.Import,
        _ => TokenRights.None,
    };

    private static async Task WriteAsync(HttpContext context, AccountFault? fault, Func<TokensView, TokensView> complete)
    {
        var services = context.RequestServices;
        var principal = context.SignedIn();
        var answer = await services.GetRequiredService<PersonalTokenService>().ListAsync(principal, context.Request.Query["after"].ToString(), AtOnce, context.RequestAborted);
        var found = answer.Value ?? [];
        var view = complete(new TokensView
        {
            Tokens = [.. found.Select(Show)],
            MoreAddress = found.Count < AtOnce ? null : PageAddress.Query(PageAddress.Tokens, ("after", found[^1].TokenId)),
            MayImport = principal.TeamSlugs.Any(principal.IsAdminOf),
            Complaint = (fault ?? answer.Fault) is { } why ? FormFaults.Sentence(why) : null,
            DraftDays = $"{PersonalTokenService.DefaultDays}",
            MostDays = PersonalTokenService.MostDays,
        });
        var shell = services.GetRequiredService<PageShells>().Of(context, "Tokens") with { Address = PageAddress.Tokens, Styles = ["admin.css"] };
        await services.GetRequiredService<PageWriter>().WriteAsync<TokensPage>(context, shell, view, fault?.Status ?? StatusCodes.Status200OK);
    }

    private static TokenView Show(PersonalTokenRecord token) => new(
        token.TokenId,
        VisibleText.Of(token.Name),
        [.. TokenRightWords.Of(token.Rights).Select(right => right.ToString().ToLowerInvariant())],
        token.CreatedAt,
        token.ExpiresAt,
        token.LastUsedAt);
}
