using System.Globalization;
using System.Text.Json;
using SpecKitty.Cli.Tests.Support;

namespace SpecKitty.Cli.Tests.EndToEnd;

public sealed class MissionEndToEndTests : IAsyncLifetime
{
    private readonly CommandLine _ada = new();
    private RealServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RealServer.StartAsync(("ada", "tea"), ("eve", "coffee"));
        await LoginAsync(_ada, "ada");
        (await _ada.RunAsync("init", "--slug", "kitty")).ShouldEnd(ExitCodes.Fine);
        (await _ada.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ada.Dispose();
    }

    [Fact]
    public async Task Mission_OfAPersonAndAModel_IsTakenInFoldedAndShown()
    {
        await RunAsync("mission", "create", "--title", "Land the importer", "--id", "M042");
        var ada = (await RunAsync("mission", "join", "M042", "--type", "human", "--name", "Ada")).Line;
        var claude = (await RunAsync("mission", "join", "M042", "--type", "llm_context", "--name", "Claude")).Line;
        foreach (var name in new[] { "Ada", "Claude" })
        {
            await EmitAsync("DriveIntentSet", """{"intent":"active"}""", name);
            await EmitAsync("FocusChanged", """{"focus_target":{"target_type":"wp","target_id":"WP01"}}""", name);
        }

        await EmitAsync("CommentPosted", """{"comment_id":"c1","content":"Mine first?"}""", "Claude");
        await EmitAsync("DecisionCaptured", """{"decision_id":"d1","topic":"Who goes first","chosen_option":"Ada"}""", "Ada");
        await RunAsync("emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""");

        (await RunAsync("sync", "now")).Output.ShouldBe("Synced: 7, Duplicates: 0, Failed: 0\n");

        var state = await StateAsync();
        state.GetProperty("participants").EnumerateObject().Select(entry => entry.Name).ShouldBe([ada, claude], ignoreOrder: true);
        state.GetProperty("active_drivers").GetArrayLength().ShouldBe(2);
        state.GetProperty("participants_by_focus").GetProperty("wp:WP01").GetArrayLength().ShouldBe(2);
        state.GetProperty("comments")[0].GetProperty("content").GetString().ShouldBe("Mine first?");
        state.GetProperty("decisions")[0].GetProperty("chosen_option").GetString().ShouldBe("Ada");
        (await RunAsync("sync", "now")).Output.ShouldBe("Synced: 0, Duplicates: 0, Failed: 0\n");

        (await RunAsync("mission", "leave", "--participant", "Claude")).Error.ShouldContain("Claude left");
        await EmitAsync("PresenceHeartbeat", "{}", participant: null);
        (await RunAsync("sync", "now")).Output.ShouldStartWith("Synced: 1,");
        (await StateAsync()).GetProperty("departed_participants").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(claude);
    }

    [Fact]
    public async Task State_AtATerminal_IsDrawnAsTables()
    {
        await RunAsync("mission", "create", "--title", "Land the importer", "--id", "M042");
        await RunAsync("mission", "join", "M042", "--type", "human", "--name", "Ada");
        await EmitAsync("FocusChanged", """{"focus_target":{"target_type":"wp","target_id":"WP01"}}""", participant: null);
        await EmitAsync("DriveIntentSet", """{"intent":"active"}""", participant: null);
        await RunAsync("sync", "now");
        _ada.OutputIsTerminal = true;
        _ada.Environment["NO_COLOR"] = "1";

        Approval.Match("Output.mission-state", (await RunAsync("mission", "state")).Output);
        Approval.Match("Output.mission-list", (await RunAsync("mission", "list")).Output);
    }

    [Fact]
    public async Task Sync_AnEventOfSomebodyUnknown_IsRejectedWithItsReasonAndItsNeighboursStay()
    {
        await RunAsync("mission", "create", "--title", "t", "--id", "M1");
        await RunAsync("mission", "join", "M1", "--type", "human", "--name", "Ada");
        await EmitAsync("PresenceHeartbeat", "{}", "Ada");
        await EmitAsync("PresenceHeartbeat", """{"participant_id":"ghost"}""", "Ada");
        await EmitAsync("PresenceHeartbeat", "{}", "Ada");

        var outcome = await _ada.RunAsync("sync", "now", "--json");

        outcome.ShouldEnd(ExitCodes.Rejected);
        using var report = JsonDocument.Parse(outcome.Output);
        report.RootElement.GetProperty("summary").GetProperty("synced").GetInt32().ShouldBe(2);
        report.RootElement.GetProperty("failures")[0].GetProperty("error").GetString()!.ShouldContain("ghost");
        outcome.Error.ShouldContain("ghost");
        using var status = JsonDocument.Parse((await RunAsync("sync", "status", "--json")).Output);
        status.RootElement.GetProperty("failed").GetInt32().ShouldBe(1);
        status.RootElement.GetProperty("delivered").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Mission_OfAnotherTeam_IsNotShown()
    {
        await RunAsync("mission", "create", "--title", "t", "--id", "M1");
        using var eve = new CommandLine();
        await LoginAsync(eve, "eve");
        var project = (await RunAsync("init")).Line;
        (await eve.RunAsync("init", "--project-uuid", project)).ShouldEnd(ExitCodes.Fine);
        (await eve.RunAsync("project", "link")).ShouldEnd(ExitCodes.Fine);

        (await eve.RunAsync("mission", "state", "M1")).ShouldEnd(ExitCodes.Rejected);
        (await eve.RunAsync("mission", "join", "M1", "--type", "human", "--name", "Eve")).ShouldEnd(ExitCodes.Rejected);
        (await eve.RunAsync("emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""")).ShouldEnd(ExitCodes.Fine);
        var sync = await eve.RunAsync("sync", "now");
        sync.ShouldEnd(ExitCodes.Rejected).Output.ShouldContain("permission_denied: 1");
    }

    [Fact]
    public async Task Sync_AProjectThatIsNotLinked_SendsNothingAndSaysHow()
    {
        (await _ada.RunAsync("project", "unlink")).ShouldEnd(ExitCodes.Fine).Error.ShouldContain("no longer linked");
        await RunAsync("emit", "WPStatusChanged", "--payload", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""");

        var sync = await _ada.RunAsync("sync", "now");

        sync.ShouldEnd(ExitCodes.Fine).Output.ShouldBe("Synced: 0, Duplicates: 0, Failed: 0\n");
        sync.Error.ShouldContain("1 events stay on this machine");
        sync.Error.ShouldContain("spec-kitty project link");
        (await _ada.RunAsync("project", "link", "--json")).ShouldEnd(ExitCodes.Fine).Output.ShouldContain(_server.Url);
        (await RunAsync("project", "list")).Output.ShouldContain("ada");
        (await RunAsync("sync", "now")).Output.ShouldStartWith("Synced: 1,");
    }

    [Fact]
    public async Task Login_AWrongPassword_IsNotSignedIn()
    {
        using var mallory = new CommandLine();

        var outcome = await mallory.RunAsync(["auth", "login", "--server", _server.Url, "--username", "ada", "--password-stdin"], "wrong password\n");

        outcome.ShouldEnd(ExitCodes.NotSignedIn).Error.ShouldNotContain("wrong password");
    }

    [Fact]
    public async Task Sync_WhileTheServerIsDown_LosesNothingAndGoesOnWhenItIsBack()
    {
        await RunAsync("mission", "create", "--title", "t", "--id", "M1");
        await RunAsync("mission", "join", "M1", "--type", "human", "--name", "Ada");
        await _server.KillAsync();
        for (var number = 0; number < 3; number++)
        {
            await EmitAsync("CommentPosted", Comment(number), participant: null);
        }

        (await _ada.RunAsync("sync", "now")).ShouldEnd(ExitCodes.ServerUnreachable).Error.ShouldContain("What is queued stays queued");

        await _server.StartAgainAsync();
        (await RunAsync("sync", "now")).Output.ShouldStartWith("Synced: 3,");
        (await StateAsync()).GetProperty("comments").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Sync_KilledAtAnyMoment_DeliversEveryEventExactlyOnce()
    {
        const int Events = 120;
        await RunAsync("mission", "create", "--title", "t", "--id", "M1");
        await RunAsync("mission", "join", "M1", "--type", "human", "--name", "Ada");
        for (var number = 0; number < Events; number++)
        {
            await EmitAsync("CommentPosted", Comment(number), participant: null);
        }

        foreach (var patience in new[] { 80, 160, 240, 320 })
        {
            using var sync = CliProcess.Start(_ada.Home, _ada.WorkingDirectory, "sync", "now");
            if (!sync.WaitForExit(patience))
            {
                sync.Kill();
                await sync.WaitForExitAsync();
            }
        }

        await RunAsync("sync", "now");

        var comments = (await StateAsync()).GetProperty("comments").EnumerateArray().Select(comment => comment.GetProperty("comment_id").GetString());
        comments.ShouldBe(Enumerable.Range(0, Events).Select(number => string.Create(CultureInfo.InvariantCulture, $"c{number}")));
        using var status = JsonDocument.Parse((await RunAsync("sync", "status", "--json")).Output);
        status.RootElement.GetProperty("delivered").GetInt32().ShouldBe(Events);
    }

    private async Task LoginAsync(CommandLine line, string name)
    {
        var outcome = await line.RunAsync(["auth", "login", "--server", _server.Url, "--username", name, "--password-stdin"], RealServer.Password + "\n");
        outcome.ShouldEnd(ExitCodes.Fine).Error.ShouldContain($"Signed in to {_server.Url}/ as {name}");
    }

    private async Task<Outcome> RunAsync(params string[] words) => (await _ada.RunAsync(words)).ShouldEnd(ExitCodes.Fine);

    private async Task EmitAsync(string type, string payload, string? participant) =>
        await RunAsync(participant is null ? ["emit", type, "--payload", payload] : ["emit", type, "--payload", payload, "--participant", participant]);

    private async Task<JsonElement> StateAsync()
    {
        using var answer = JsonDocument.Parse((await RunAsync("mission", "state", "--json")).Output);
        return answer.RootElement.GetProperty("state").Clone();
    }

    private static string Comment(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"comment_id\":\"c{number}\",\"content\":\"comment {number}\"}}");
}
