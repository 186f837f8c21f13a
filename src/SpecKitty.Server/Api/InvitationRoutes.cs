using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>Invitations to teams: what admins do with those of a team, and users with their own.</summary>
internal static class InvitationRoutes
{
    private const string OfTeam = "/api/v1/teams/{slug}/invitations/";
    private const string Own = "/api/v1/invitations/";
    private const string Team = "The team.";
    private const string Id = "The public name of the invitation, a ULID.";
    private const string Admins = "admins of the team who signed in";
    private const string SignedIn = "whoever signed in";
    private const string NoTeam = "The caller is in no team of this slug.";
    private const string NotYours = "The caller has no open invitation of this id.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapOfTeam(routes);
        MapOwn(routes);
    }

    private static void MapOfTeam(IEndpointRouteBuilder routes)
    {
        routes.MapPost(OfTeam, CreateAsync)
            .Describe("createInvitation", ApiTags.Teams, "Creates an invitation to a team.", Admins, "The response is the same whether or not there is a user of the name. An earlier open invitation of the team for the same name is revoked.")
            .WithPath("slug", Team)
            .Takes<CreateInvitationRequest>()
            .Answers<CreatedInvitationAnswer>(201, "The invitation; its secret is shown this once.")
            .Refuses(404, NoTeam)
            .Refuses(409, "The user is in the team already, or the team has as many open invitations as are allowed.");
        routes.MapGet(OfTeam, ListOfTeamAsync)
            .Describe("listTeamInvitations", ApiTags.Teams, "Lists the open invitations of a team, by age.", Admins)
            .WithPath("slug", Team)
            .Paged(ParameterValue.Text)
            .Answers<InvitationsAnswer>(200, "A page of invitations, without their secrets.")
            .Refuses(404, NoTeam);
        routes.MapDelete(OfTeam + "{invitationId}/", RevokeAsync)
            .Describe("revokeInvitation", ApiTags.Teams, "Revokes an open invitation of a team, at once.", Admins)
            .WithPath("slug", Team)
            .WithPath("invitationId", Id)
            .AnswersNothing(204, "It is revoked.")
            .Refuses(404, $"{NoTeam} Or the team has no open invitation of this id.");
    }

    private static void MapOwn(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Own, ListOwnAsync)
            .Describe("listInvitations", ApiTags.Account, "Lists the open invitations that name the caller, by age.", SignedIn)
            .Paged(ParameterValue.Text)
            .Answers<InvitationsAnswer>(200, "A page of invitations.");
        routes.MapPost(Own + "accept/", AcceptBySecretAsync)
            .Describe("acceptInvitationLink", ApiTags.Account, "Accepts the invitation of a link.", SignedIn)
            .Takes<AcceptInvitationRequest>()
            .Answers<TeamAnswer>(200, "The team that the caller is in now.")
            .Refuses(404, "No open invitation has this secret, or it is for another user.")
            .Refuses(409, "The caller is in the team already.")
            .RefusesTooMany("Too many secrets that the caller tried were not those of an open invitation.");
        routes.MapPost(Own + "{invitationId}/accept/", AcceptAsync)
            .Describe("acceptInvitation", ApiTags.Account, "Accepts an invitation that names the caller.", SignedIn)
            .WithPath("invitationId", Id)
            .Answers<TeamAnswer>(200, "The team that the caller is in now.")
            .Refuses(404, NotYours)
            .Refuses(409, "The caller is in the team already.");
        routes.MapPost(Own + "{invitationId}/decline/", DeclineAsync)
            .Describe("declineInvitation", ApiTags.Account, "Declines an invitation that names the caller.", SignedIn, "The team is not told.")
            .WithPath("invitationId", Id)
            .AnswersNothing(204, "It is declined.")
            .Refuses(404, NotYours);
    }

    private static async Task CreateAsync(HttpContext context, InvitationService invitations, string slug)
    {
        if (await ApiJson.ReadAsync<CreateInvitationRequest>(context) is not { } request)
        {
            return;
        }

        var answer = await invitations.CreateAsync(
            context.Principal(),
            slug,
            new NewInvitation(request.Role, request.Username, request.SingleUse ?? true, request.ExpiresInDays ?? InvitationService.DefaultDays),
            context.RequestAborted);
        if (answer.Fault is { } fault)
        {
            await AccountFaultAnswer.WriteAsync(context, fault);
            return;
        }

        var (invitation, secret) = answer.Value!;
        await ApiJson.WriteAsync(
            context,
            new CreatedInvitationAnswer { Invitation = InvitationAnswer.Of(invitation), Secret = secret, Link = InvitationLink.Of(context.Request, secret) },
            201);
    }

    private static async Task ListOfTeamAsync(HttpContext context, InvitationService invitations, string slug)
    {
        if (await PageQuery.ReadAsync(context) is { } page)
        {
            await WriteListAsync(context, page, await invitations.ListOfTeamAsync(context.Principal(), slug, page.After, page.Limit, context.RequestAborted));
        }
    }

    private static async Task RevokeAsync(HttpContext context, InvitationService invitations, string slug, string invitationId)
        => await AccountFaultAnswer.WriteOrNothingAsync(context, await invitations.RevokeAsync(context.Principal(), slug, invitationId, context.RequestAborted));

    private static async Task ListOwnAsync(HttpContext context, InvitationService invitations)
    {
        if (await PageQuery.ReadAsync(context) is { } page)
        {
            await WriteListAsync(context, page, await invitations.ListOwnAsync(context.Principal(), page.After, page.Limit, context.RequestAborted));
        }
    }

    private static async Task AcceptBySecretAsync(HttpContext context, InvitationService invitations)
    {
        if (await ApiJson.ReadAsync<AcceptInvitationRequest>(context) is { } request)
        {
            await WriteTeamAsync(context, await invitations.AcceptBySecretAsync(context.Principal(), request.Secret, ClientAddress.Of(context), context.RequestAborted));
        }
    }

    private static async Task AcceptAsync(HttpContext context, InvitationService invitations, string invitationId)
        => await WriteTeamAsync(context, await invitations.AcceptAsync(context.Principal(), invitationId, context.RequestAborted));

    private static async Task DeclineAsync(HttpContext context, InvitationService invitations, string invitationId)
        => await AccountFaultAnswer.WriteOrNothingAsync(context, await invitations.DeclineAsync(context.Principal(), invitationId, context.RequestAborted));

    private static Task WriteListAsync(HttpContext context, PageQuery page, AccountAnswer<IReadOnlyList<InvitationRecord>> answer) => answer.Fault is { } fault
        ? AccountFaultAnswer.WriteAsync(context, fault)
        : ApiJson.WriteAsync(context, new InvitationsAnswer
        {
            Invitations = [.. answer.Value!.Select(InvitationAnswer.Of)],
            Next = page.Next(answer.Value!, invitation => invitation.InvitationId),
        });

    private static Task WriteTeamAsync(HttpContext context, AccountAnswer<InvitationRecord> answer) => answer.Fault is { } fault
        ? AccountFaultAnswer.WriteAsync(context, fault)
        : ApiJson.WriteAsync(context, new TeamAnswer { TeamSlug = answer.Value!.TeamSlug, Role = answer.Value.Role });
}
