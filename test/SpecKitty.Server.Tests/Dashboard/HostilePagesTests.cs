using System.Net;
using System.Text.Json;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;

namespace SpecKitty.Server.Tests.Dashboard;

/// <summary>Whatever stands in an event or a name is text on every page of a project and for admins, never markup, and never invisible.</summary>
public sealed class HostilePagesTests
{
    private const string Hostile = "</code></script><img src=x onerror=alert(1)>\"'&amp;\u202e\u2066";

    [Fact]
    public async Task EveryPage_WithHostileTextsInEveryField_ShowsThemAsText()
    {
        await using var server = await RunningServer.StartAsync();
        var token = await server.SignInNewAsync("root", role: TeamRole.Admin);
        var project = new TestProject(server, token);
        (await server.PostAsync("/api/v1/projects/", new { project_uuid = project.Id, name = Hostile }, token)).ShouldBe(HttpStatusCode.Created);
        (await server.PostAsync("/api/v1/missions/", new { mission_id = "M1", project_uuid = project.Id, title = Hostile }, token)).ShouldBe(HttpStatusCode.Created);
        (await server.PostAsync("/api/v1/tokens/", new { name = Hostile }, token)).ShouldBe(HttpStatusCode.Created);
        await project.SendAsync("FeatureCreated", new { feature_slug = "042-tea", feature_number = "042", target_branch = Hostile, wp_count = 1 }, "042-tea");
        await project.CreateAsync("WP01", Hostile, Hostile);
        await project.MoveAsync("WP01", "planned", "doing", Hostile);
        await project.SendAsync("WPStatusChanged", new { wp_id = "WP01", from_lane = "doing", to_lane = "blocked", actor = Hostile, feature_slug = Hostile });
        await project.SendAsync("WPAssigned", new { wp_id = "WP01", agent_id = Hostile, phase = "review" });
        await project.SendAsync("HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = Hostile, author = Hostile });
        await project.SendAsync("ErrorLogged", new { error_type = "runtime", error_message = Hostile, agent_id = Hostile }, "error");
        await project.SendAsync("ErrorLogged", new { error_type = "runtime", error_message = Hostile, agent_id = Hostile, wp_id = "WP01" });
        await project.SendAsync("FeatureCompleted", new { feature_slug = "042-tea", total_wps = 1, total_duration = Hostile }, "042-tea");
        var id = await project.SendAsync("HistoryAdded", new { wp_id = "WP01", entry_type = "note", entry_content = Hostile }, Hostile, envelope =>
        {
            envelope["git_branch"] = Hostile;
            envelope["node_id"] = Hostile;
            envelope[Hostile] = Hostile;
        });
        await SendToMissionAsync(server, token, project.Id);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("root");

        var query = Uri.EscapeDataString(Hostile);
        string[] pages =
        [
            project.Address,
            $"{project.Address}?feature={query}&lane={query}",
            $"{project.Address}package/?feature={query}&wp=WP01",
            $"{project.Address}missions/?q={query}",
            $"{project.Address}events/",
            $"{project.Address}events/?type={query}&mission={query}&who={query}&text={query}&order={query}",
            $"{project.Address}events/{id}/",
            "/admin/",
            "/admin/teams/tea/",
            $"/admin/teams/tea/?done={query}&members_after={query}&projects_after={query}",
            "/tokens/",
            $"/tokens/?after={query}",
        ];
        foreach (var page in pages)
        {
            var html = await browser.ReadAsync(page);
            html.ShouldNotContain("<img src=x", Case.Insensitive, page);
            html.ShouldNotContain("\u202e", Case.Sensitive, page);
            html.ShouldNotContain("\u2066", Case.Sensitive, page);
            html.Split("</script>").Length.ShouldBe(2, page);
        }

        (await browser.ReadAsync(project.Address)).Split("&lt;img src=x").Length.ShouldBeGreaterThan(10);
        (await browser.ReadAsync($"{project.Address}events/{id}/")).ShouldContain("\\u202e\\u2066");
    }

    [Fact]
    public async Task Forms_WithHostileTexts_GiveThemBackAsText()
    {
        await using var server = await RunningServer.StartAsync();
        await server.AddUserAsync("root", role: TeamRole.Admin);
        using var browser = new TestBrowser(server);
        await browser.SignInAsync("root");
        var form = TestBrowser.FormTokenOf(await browser.ReadAsync("/tokens/"));

        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ("/tokens/", [("name", Hostile), ("rights", "read"), ("days", Hostile)]),
            ("/tokens/", [("name", Hostile), ("rights", "read"), ("days", "7")]),
            ("/admin/teams/tea/members/", [("username", Hostile), ("password", Hostile), ("role", "member")]),
            ("/admin/teams/tea/members/", [("username", "x"), ("password", Hostile), ("role", Hostile)]),
            ("/admin/teams/tea/invitations/", [("username", Hostile), ("days", Hostile), ("role", Hostile)]),
            ("/teams/leave/", [("team", Hostile)]),
            ($"/invitations/{Uri.EscapeDataString(Hostile.Replace("/", "", StringComparison.Ordinal))}/", []),
            ("/admin/teams/tea/members/role/", [("username", Hostile), ("role", "member")]),
            ("/admin/teams/tea/projects/", [("project_uuid", Hostile), ("name", Hostile)]),
        })
        {
            var html = await (await browser.PostAsync(path, [("form_token", form), .. fields])).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            html.ShouldNotContain("<img src=x", Case.Insensitive, path);
            html.Split("</script>").Length.ShouldBe(2, path);
        }
    }

    private static async Task SendToMissionAsync(RunningServer server, string token, Guid project)
    {
        var joined = await server.PostAsync($"/api/v1/missions/M1/participants/?project={project}", new { participant_type = "human", display_name = Hostile }, token);
        var participant = joined.Body.GetProperty("participant").GetProperty("participant_id").GetString();
        var run = (await server.GetAsync($"/api/v1/missions/M1/?project={project}", token)).Text("correlation_id");
        var clock = joined.Body.GetProperty("lamport_clock").GetInt64();
        (string Type, object Payload)[] events =
        [
            ("CommentPosted", new { participant_id = participant, mission_id = "M1", comment_id = Hostile, content = Hostile }),
            ("FocusChanged", new { participant_id = participant, mission_id = "M1", focus_target = new { target_type = "file", target_id = Hostile } }),
            (LifecycleEventTypes.MissionStarted, new { mission_id = "M1", mission_type = Hostile, initial_phase = Hostile, actor = Hostile }),
            (LifecycleEventTypes.PhaseEntered, new { mission_id = "M1", phase_name = Hostile + "2", previous_phase = Hostile, actor = Hostile }),
        ];
        var answer = await server.PostBatchAsync(token, events.Select(entry => JsonSerializer.Serialize(new
        {
            event_id = TestEvents.NewId(),
            event_type = entry.Type,
            aggregate_id = "mission/M1",
            payload = entry.Payload,
            timestamp = "2026-02-15T10:54:55.239478+00:00",
            node_id = "0a1b2c3d4e5f",
            lamport_clock = ++clock,
            project_uuid = project,
            correlation_id = run,
        })));
        answer.Statuses.ShouldAllBe(status => status == "success", answer.Body.ToString());
    }
}
