using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Api.OpenApi;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>The members of a team.</summary>
internal static class MemberRoutes
{
    private const string Members = "/api/v1/teams/{slug}/members/";
    private const string Team = "The team.";
    private const string Member = "The name that the member signs in with.";
    private const string Admins = "admins of the team who signed in";
    private const string NoTeam = "The caller is in no team of this slug.";
    private const string NoMember = "The caller is in no team of this slug, or the team has no such member.";
    private const string LastAdmin = "The member is the team's only admin.";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Members, ListAsync)
            .Describe("listMembers", ApiTags.Teams, "Lists the members of a team, by name.", "members of the team, viewers too")
            .WithPath("slug", Team)
            .Paged(ParameterValue.Text)
            .Answers<MembersAnswer>(200, "A page of members.")
            .Refuses(404, NoTeam);
        routes.MapPost(Members, AddAsync)
            .Describe("addMember", ApiTags.Teams, "Creates a user in a team.", Admins, "A user who exists is never added: invite them, and they decide.")
            .WithPath("slug", Team)
            .Takes<AddMemberRequest>()
            .Answers<MemberAnswer>(201, "The new member.")
            .Refuses(404, NoTeam)
            .Refuses(409, "The name is not available.")
            .RefusesTooMany("Too many names that the caller tried were not available.");
        routes.MapPatch(Members + "{username}/", ChangeRoleAsync)
            .Describe("changeRole", ApiTags.Teams, "Gives a member another role.", Admins)
            .WithPath("slug", Team)
            .WithPath("username", Member)
            .Takes<ChangeRoleRequest>()
            .AnswersNothing(204, "The role is as it was asked for.")
            .Refuses(404, NoMember)
            .Refuses(409, LastAdmin);
        routes.MapDelete(Members + "{username}/", RemoveAsync)
            .Describe("removeMember", ApiTags.Teams, "Removes a member from a team, or lets the caller leave it.", "admins of the team who signed in; every member their own name", "What the member's tokens could do there ends at once.")
            .WithPath("slug", Team)
            .WithPath("username", Member)
            .AnswersNothing(204, "The member is out.")
            .Refuses(404, NoMember)
            .Refuses(409, LastAdmin);
    }

    private static async Task ListAsync(HttpContext context, AccountService accounts, string slug)
    {
        if (await PageQuery.ReadAsync(context) is not { } page)
        {
            return;
        }

        var answer = await accounts.ListMembersAsync(context.Principal(), slug, page.After, page.Limit, context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, new MembersAnswer { Members = [.. answer.Value!.Select(Answer)], Next = page.Next(answer.Value!, member => member.Username) }));
    }

    private static async Task AddAsync(HttpContext context, AccountService accounts, string slug)
    {
        if (await ApiJson.ReadAsync<AddMemberRequest>(context) is not { } request)
        {
            return;
        }

        var answer = await accounts.AddMemberAsync(context.Principal(), slug, new NewMember(request.Username, request.Password, request.Role), context.RequestAborted);
        await (answer.Fault is { } fault
            ? AccountFaultAnswer.WriteAsync(context, fault)
            : ApiJson.WriteAsync(context, Answer(answer.Value!), 201));
    }

    private static async Task ChangeRoleAsync(HttpContext context, AccountService accounts, string slug, string username)
    {
        if (await ApiJson.ReadAsync<ChangeRoleRequest>(context) is { } request)
        {
            await AccountFaultAnswer.WriteOrNothingAsync(context, await accounts.ChangeRoleAsync(context.Principal(), slug, username, request.Role, context.RequestAborted));
        }
    }

    private static async Task RemoveAsync(HttpContext context, AccountService accounts, string slug, string username)
        => await AccountFaultAnswer.WriteOrNothingAsync(context, await accounts.RemoveMemberAsync(context.Principal(), slug, username, context.RequestAborted));

    private static MemberAnswer Answer(TeamMember member)
        => new() { UserId = member.UserId, Username = member.Username, Role = member.Role, JoinedAt = member.JoinedAt };
}
