using System.Text.Json;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>Members of a team, and invitations to it.</summary>
internal sealed partial class ApiStory
{
    private async Task PlayTeamAsync()
    {
        var eve = (await _api.AskAsync("signIn", 200, body: new { username = "eve", password = RunningServer.Password })).GetProperty("access").GetString();
        await PlayInvitationsAsync(eve!);
        await _api.AskAsync("addMember", 409, eve, ["coffee"], body: new { username = "ada", password = RunningServer.Password, role = "member" });
        await _api.AskAsync("addMember", 201, Admin, ["tea"], body: new { username = "bob", password = RunningServer.Password, role = "member" });
        await _api.AskAsync("listMembers", 200, Admin, ["tea"]);
        await _api.AskAsync("changeRole", 204, Admin, ["tea", "bob"], body: new { role = "viewer" });
        await _api.AskAsync("changeRole", 409, Admin, ["tea", "ada"], body: new { role = "viewer" });
        await _api.AskAsync("removeMember", 409, Admin, ["tea", "ada"]);
        await _api.AskAsync("removeMember", 204, Admin, ["tea", "bob"]);
    }

    private async Task PlayInvitationsAsync(string eve)
    {
        await _server.AddUserAsync("cleo", "milk");
        var cleo = (await _api.AskAsync("signIn", 200, body: new { username = "cleo", password = RunningServer.Password })).GetProperty("access").GetString();
        var named = Id(await _api.AskAsync("createInvitation", 201, eve, ["coffee"], body: new { username = "ada", role = "member" }));
        await _api.AskAsync("listInvitations", 200, Admin);
        await _api.AskAsync("acceptInvitation", 200, Admin, [named]);
        await _api.AskAsync("createInvitation", 409, eve, ["coffee"], body: new { username = "ada", role = "member" });

        var link = await _api.AskAsync("createInvitation", 201, eve, ["coffee"], body: new { role = "viewer", single_use = false, expires_in_days = 1 });
        var secret = link.GetProperty("secret").GetString();
        var late = Id(await _api.AskAsync("createInvitation", 201, eve, ["coffee"], body: new { username = "cleo", role = "viewer" }));
        await _api.AskAsync("acceptInvitationLink", 200, cleo, body: new { secret });
        await _api.AskAsync("acceptInvitationLink", 409, cleo, body: new { secret });
        await _api.AskAsync("acceptInvitationLink", 404, cleo, body: new { secret = "none" });
        await _api.AskAsync("acceptInvitation", 409, cleo, [late]);
        await _api.AskAsync("declineInvitation", 204, cleo, [late]);
        (await _api.AskAsync("listTeamInvitations", 200, eve, ["coffee"], "?limit=1")).GetProperty("next").ValueKind.ShouldBe(JsonValueKind.String);
        await _api.AskAsync("revokeInvitation", 204, eve, ["coffee", Id(link)]);
        await _api.AskAsync("changeMe", 204, Admin, body: new { default_team = "tea" });
        await _api.AskAsync("changeMe", 404, Admin, body: new { default_team = "milk" });

        static string Id(JsonElement created) => created.GetProperty("invitation").GetProperty("invitation_id").GetString()!;
    }
}
