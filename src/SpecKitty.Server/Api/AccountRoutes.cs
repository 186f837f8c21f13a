using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;

namespace SpecKitty.Server.Api;

/// <summary>Who one is, and one's own password.</summary>
internal static class AccountRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/me/", ShowAsync).WithMetadata(BearerRequired.AnyToken)
            .Describe("showMe", ApiTags.Account, "Says who the caller is, and what the token lets through.", "any token")
            .Answers<MeAnswer>(200, "The caller.");
        routes.MapPatch("/api/v1/me/", ChangeAsync)
            .Describe("changeMe", ApiTags.Account, "Sets the team that the caller's new projects go to.", "whoever signed in", "Projects that are registered already stay in their teams.")
            .Takes<ChangeMeRequest>()
            .AnswersNothing(204, "It is set.")
            .Refuses(404, "The caller is in no team of this slug.");
        routes.MapPost("/api/v1/me/password/", ChangePasswordAsync)
            .Describe("changePassword", ApiTags.Account, "Changes the caller's password.", "whoever signed in", "It ends all other sign-ins of the caller, with their streams and sockets. This sign-in, personal access tokens and participant tokens stay.")
            .Takes<ChangePasswordRequest>()
            .AnswersNothing(204, "It is changed.")
            .Refuses(403, "The current password is another, the token is none of a sign-in, or the request came over plain http from another machine.")
            .RefusesTooMany("The current password was wrong too often.");
    }

    private static Task ShowAsync(HttpContext context)
    {
        var principal = context.Principal();
        return ApiJson.WriteAsync(context, new MeAnswer
        {
            UserId = principal.UserId!,
            Username = principal.Name,
            PrincipalId = principal.PrincipalId,
            Teams = [.. principal.Memberships.Select(membership => new TeamAnswer { TeamSlug = membership.TeamSlug, Role = membership.Role })],
            DefaultTeam = principal.TeamOfNewProjects,
            Rights = TokenRightWords.Of(principal.Rights),
            Scope = principal.Scope is { } scope
                ? new ScopeAnswer { ProjectUuid = scope.ProjectId, MissionId = scope.MissionId, ParticipantId = scope.ParticipantId }
                : null,
        });
    }

    private static async Task ChangeAsync(HttpContext context, AccountService accounts)
    {
        if (await ApiJson.ReadAsync<ChangeMeRequest>(context) is { } request)
        {
            await AccountFaultAnswer.WriteOrNothingAsync(context, await accounts.SetDefaultTeamAsync(context.Principal(), request.DefaultTeam, context.RequestAborted));
        }
    }

    // The password is asked for again, so that a stolen access token does not become the account; and guessing it is as slow as at the sign-in.
    private static async Task ChangePasswordAsync(HttpContext context, AccountService accounts)
    {
        if (await ApiJson.ReadAsync<ChangePasswordRequest>(context) is not { } request)
        {
            return;
        }

        var fault = await accounts.ChangePasswordAsync(context.Principal(), ClientAddress.Of(context), request.Current, request.New, context.RequestAborted);
        await AccountFaultAnswer.WriteOrNothingAsync(context, fault);
    }
}
