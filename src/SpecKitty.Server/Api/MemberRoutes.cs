using SpecKitty.Server.Accounts;
using SpecKitty.Server.Api.Messages;
using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api;

/// <summary>The members of a team.</summary>
internal static class MemberRoutes
{
    private const string Members = "/api/v1/teams/{slug}/members/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Members, ListAsync);
        routes.MapPost(Members, AddAsync);
        routes.MapPatch(Members + "{username}/", ChangeRoleAsync);
        routes.MapDelete(Members + "{username}/", RemoveAsync);
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
