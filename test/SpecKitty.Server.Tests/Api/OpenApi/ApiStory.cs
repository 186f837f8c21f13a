using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Server.Storage;
using SpecKitty.Server.Tests.Hosting;
using SpecKitty.Server.Tests.Live.Sockets;
using SpecKitty.Server.Tests.Live.Streams;
using SpecKitty.Server.Tests.Webhooks;

namespace SpecKitty.Server.Tests.Api.OpenApi;

/// <summary>What a team does with a server from the first sign-in on: every route once with success, and what clashes with it.</summary>
internal sealed partial class ApiStory
{
    private readonly RunningServer _server;
    private readonly ApiConversation _api;

    private ApiStory(RunningServer server, ApiConversation api)
    {
        _server = server;
        _api = api;
    }

    /// <summary>An access token of an admin of two teams.</summary>
    public string Admin { get; private set; } = "";

    public string Mission { get; } = "M042";

    /// <summary>The id of a mission that two projects have.</summary>
    public string AmbiguousMission { get; } = "M043";

    private Guid Project { get; } = Guid.NewGuid();

    private Guid OtherProject { get; } = Guid.NewGuid();

    public static async Task<ApiStory> PlayAsync(RunningServer server, ApiConversation api)
    {
        var story = new ApiStory(server, api);
        await story.PlayAccountAsync();
        await story.PlayTeamAsync();
        await story.PlayProjectsAsync();
        await story.PlayMissionAsync();
        await story.PlaySocketAsync();
        await story.PlayStreamsAsync();
        await story.PlayWebhooksAsync();
        await story.PlayServerAsync();
        return story;
    }

    /// <summary>A body that a route takes; null for a route that takes none.</summary>
    public object? Body(string operation) => operation switch
    {
        "addWebhook" => new { url = "https://hooks.example.org/" },
        "addMember" => new { username = "nobody-at-all", password = RunningServer.Password, role = "viewer" },
        "createInvitation" => new { role = "viewer" },
        "changeRole" => new { role = "viewer" },
        "invite" => new { participant_type = "human" },
        "join" => new { participant_type = "human" },
        "createParticipantToken" => new { },
        _ => null,
    };

    public async Task<string> SocketTokenAsync() => (await _api.AskAsync("makeSocketToken", 200, Admin)).GetProperty("ws_token").GetString()!;

    /// <summary>Makes a request the opening of a web socket.</summary>
    public static void Upgrade(HttpRequestMessage request)
    {
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    private async Task PlayAccountAsync()
    {
        await _server.AddUserAsync("ada", role: TeamRole.Admin);
        await _server.AddUserAsync("eve", "coffee", TeamRole.Admin);
        await _api.AskAsync("signIn", 401, body: new { username = "ada", password = "wrong" });
        var pair = await _api.AskAsync("signIn", 200, body: new { username = "ada", password = RunningServer.Password });
        await _api.AskAsync("refreshToken", 401, body: new { refresh = "none" });
        var next = await _api.AskAsync("refreshToken", 200, body: new { refresh = pair.GetProperty("refresh").GetString() });
        await _api.AskAsync("signOut", 204, body: new { refresh = next.GetProperty("refresh").GetString() });
        var first = (await _api.AskAsync("signIn", 200, body: new { username = "ada", password = RunningServer.Password })).GetProperty("access").GetString();
        await _api.AskAsync("changePassword", 403, first, body: new { current = "not this", @new = "another password" });
        await _api.AskAsync("changePassword", 204, first, body: new { current = RunningServer.Password, @new = "another password" });
        Admin = (await _api.AskAsync("signIn", 200, body: new { username = "ada", password = "another password" })).GetProperty("access").GetString()!;
        await _api.AskAsync("showMe", 200, Admin);
        await PlayTokensAsync();
    }

    private async Task PlayTokensAsync()
    {
        var made = await _api.AskAsync("createToken", 201, Admin, body: new { name = "ci", rights = new[] { "read", "import" } });
        await _api.AskAsync("showMe", 200, made.GetProperty("token").GetString());
        await _api.AskAsync("createToken", 403, made.GetProperty("token").GetString(), body: new { name = "more" });
        await _api.AskAsync("listTokens", 200, Admin);
        await _api.AskAsync("revokeToken", 204, Admin, [made.GetProperty("token_id").GetString()!]);
        for (var count = 0; count < 100; count++)
        {
            await _api.AskAsync("createToken", 201, Admin, body: new { name = "ci" });
        }

        await _api.AskAsync("createToken", 409, Admin, body: new { name = "one too many" });
        (await _api.AskAsync("listTokens", 200, Admin, query: "?limit=7")).GetProperty("next").ValueKind.ShouldBe(JsonValueKind.String);
    }

    private async Task PlayProjectsAsync()
    {
        await _api.AskAsync("registerProject", 201, Admin, body: new { project_uuid = Project, team_slug = "tea", name = "Kettle" });
        await _api.AskAsync("registerProject", 200, Admin, body: new { project_uuid = Project });
        await _api.AskAsync("registerProject", 409, Admin, body: new { project_uuid = Project, team_slug = "coffee" });
        await _api.AskAsync("listProjects", 200, Admin);
        await _api.AskAsync("showProject", 200, Admin, [$"{Project}"]);
        await _api.AskAsync("readSyncHealth", 200, Admin);
        var batch = RunningServer.Batch(
            TestEvents.Moved(Project),
            TestEvents.Moved(Project, to: "nowhere"),
            TestEvents.Moved(Project, type: "Unheard"),
            """{"event_id": 7}""",
            "8");
        await _api.AskAsync("postBatch", 200, Admin, body: batch);
        await _api.AskAsync("postBatch", 200, Admin, adjust: request => request.Content = Gzip(batch));
        await _api.AskAsync("readBoard", 200, Admin, [$"{Project}"]);
        await _api.AskAsync("readBoard", 200, Admin, [$"{Project}"], "?at_sequence=1");
        await _api.AskAsync("readProjectEvents", 200, Admin, query: $"?project={Project}");
        await _api.AskAsync("readProjectEvents", 200, Admin, query: $"?project={Project}", adjust: Lines);
        await _api.AskAsync("readProjectEvents", 404, Admin, query: $"?project={Guid.NewGuid()}");
    }

    private async Task PlayMissionAsync()
    {
        var mission = await TestMission.CreateAsync(_server, Admin, Mission, Project);
        await _api.AskAsync("createMission", 201, Admin, body: new { mission_id = AmbiguousMission, project_uuid = Project, title = "One" });
        await _api.AskAsync("createMission", 201, Admin, body: new { mission_id = AmbiguousMission, project_uuid = OtherProject, title = "Another" });
        await _api.AskAsync("createMission", 409, Admin, body: new { mission_id = Mission, project_uuid = Project, title = "Again" });
        (await _api.AskAsync("listMissions", 200, Admin, query: "?limit=1")).GetProperty("next_after").ValueKind.ShouldBe(JsonValueKind.String);
        await _api.AskAsync("showMission", 200, Admin, [Mission]);

        var invited = Participant(await _api.AskAsync("invite", 201, Admin, [Mission], body: new { participant_type = "human", display_name = "Ada" }));
        await _api.AskAsync("join", 201, Admin, [Mission], body: new { participant_id = invited });
        await _api.AskAsync("join", 409, Admin, [Mission], body: new { participant_id = invited });
        await _api.AskAsync("join", 404, Admin, [Mission], body: new { participant_id = "nobody" });
        var llm = Participant(await _api.AskAsync("join", 201, Admin, [Mission], body: new { participant_type = "llm_context" }));
        var gone = Participant(await _api.AskAsync("join", 201, Admin, [Mission], body: new { participant_type = "llm_context" }));
        await PlayEventsAsync(mission, invited, llm);
        await PlayParticipantTokensAsync(llm);
        await _api.AskAsync("leave", 200, Admin, [Mission, llm]);
        await _api.AskAsync("reap", 200, Admin, [Mission, gone]);
        await _api.AskAsync("leave", 404, Admin, [Mission, gone]);
        await PlayViewsAsync();
    }

    private async Task PlayEventsAsync(TestMission mission, string human, string llm)
    {
        mission.Clock = 100;
        var target = new FocusTarget { TargetType = FocusTargetType.WorkPackage, TargetId = "WP01" };
        await PostAsync(
            mission.Emit(new MissionStartedPayload { MissionId = Mission, MissionType = "software-dev", InitialPhase = "specify", Actor = "ada" }),
            mission.Emit(new PhaseEnteredPayload { MissionId = Mission, PhaseName = "plan", Actor = "ada" }),
            mission.Emit(new PresenceHeartbeatPayload { MissionId = Mission, ParticipantId = llm }),
            mission.Emit(new DriveIntentSetPayload { MissionId = Mission, ParticipantId = llm, Intent = DriveIntent.Active }),
            mission.Emit(new FocusChangedPayload { MissionId = Mission, ParticipantId = llm, FocusTarget = target }),
            mission.Emit(new PromptStepExecutionStartedPayload { MissionId = Mission, ParticipantId = llm, StepId = "s1", WpId = "WP01" }),
            mission.Emit(new PotentialStepCollisionDetectedPayload { MissionId = Mission, WarningId = "w1", ParticipantIds = [human, llm], StepId = "s1", Severity = WarningSeverity.Warning }),
            mission.Emit(new WarningAcknowledgedPayload { MissionId = Mission, ParticipantId = human, WarningId = "w1", Acknowledgement = Acknowledgement.Continue }),
            mission.Comment(human));
    }

    private async Task PostAsync(params string[] envelopes)
    {
        var answer = await _api.AskAsync("postBatch", 200, Admin, body: RunningServer.Batch(envelopes));
        answer.GetProperty("results").EnumerateArray().ShouldAllBe(result => result.GetProperty("status").GetString() == "success", $"{answer}");
    }

    private async Task PlayParticipantTokensAsync(string participant)
    {
        for (var count = 0; count < 20; count++)
        {
            await _api.AskAsync("createParticipantToken", 201, Admin, [Mission, participant], body: new { expires_in_hours = 1 });
        }

        await _api.AskAsync("createParticipantToken", 409, Admin, [Mission, participant], body: new { });
        await _api.AskAsync("revokeParticipantTokens", 204, Admin, [Mission, participant]);
        var scoped = (await _api.AskAsync("createParticipantToken", 201, Admin, [Mission, participant], body: new { })).GetProperty("token").GetString();
        (await _api.AskAsync("showMe", 200, scoped)).GetProperty("scope").GetProperty("participant_id").GetString().ShouldBe(participant);
        await _api.AskAsync("listMissions", 403, scoped);
    }

    private async Task PlayViewsAsync()
    {
        foreach (var query in new[] { "", "?at_sequence=9", "?at_clock=105" })
        {
            await _api.AskAsync("readMissionState", 200, Admin, [Mission], query);
            await _api.AskAsync("readMissionLifecycle", 200, Admin, [Mission], query);
        }

        await _api.AskAsync("readMissionEvents", 200, Admin, [Mission], "?limit=3");
        await _api.AskAsync("readMissionEvents", 200, Admin, [Mission], adjust: Lines);
    }

    private async Task PlaySocketAsync()
    {
        await _api.AskAsync("followEvents", 426, await SocketTokenAsync());
        await _api.AskAsync("followEvents", 404, await SocketTokenAsync(), query: $"?project={Guid.NewGuid()}", adjust: Upgrade);
        await _api.AskAsync("followEvents", 409, await SocketTokenAsync(), query: $"?mission={AmbiguousMission}", adjust: Upgrade);
        using var open = await TestSocket.OpenAsync(_server, Admin, $"?project={Project}");
        await open.ReceiveAsync("snapshot");
        await _api.AskAsync("followEvents", 429, await SocketTokenAsync(), query: $"?project={Project}", adjust: Upgrade);
        var eve = (await _api.AskAsync("signIn", 200, body: new { username = "eve", password = RunningServer.Password })).GetProperty("access").GetString();
        var other = Guid.NewGuid();
        await _api.AskAsync("registerProject", 201, eve, body: new { project_uuid = other });
        var token = (await _api.AskAsync("makeSocketToken", 200, eve)).GetProperty("ws_token").GetString();
        await _api.AskAsync("followEvents", 101, token, query: $"?project={other}", adjust: Upgrade);
    }

    // One principal has one stream at a time here, and nobody tells when a server has noticed that one has ended.
    private async Task PlayStreamsAsync()
    {
        foreach (var (name, address, what) in new[] { ("streamMission", $"/api/v1/missions/{Mission}/stream/", Mission), ("streamProject", $"/api/v1/projects/{Project}/stream/", $"{Project}") })
        {
            var reader = await _server.SignInNewAsync($"reader-{name.ToLowerInvariant()}");
            await _api.AskAsync(name, 200, await _server.SignInNewAsync($"first-{name.ToLowerInvariant()}"), [what]);
            using var open = await TestStream.OpenAsync(_server, reader, address);
            await _api.AskAsync(name, 429, reader, [what]);
        }
    }

    private async Task PlayWebhooksAsync()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Answer = (_, context) => WebhookReceiver.Status(context, 500);
        var made = await _api.AskAsync("addWebhook", 201, Admin, ["tea"], body: new { url = receiver.Url, project_uuid = Project, event_types = new[] { "WPStatusChanged" } });
        var id = made.GetProperty("webhook").GetProperty("webhook_id").GetString()!;
        await _api.AskAsync("addWebhook", 409, Admin, ["tea"], body: new { url = receiver.Url });
        await _api.AskAsync("listWebhooks", 200, Admin, ["tea"]);
        await _api.AskAsync("testWebhook", 200, Admin, ["tea", id]);
        await receiver.NextAsync();
        await _api.AskAsync("postBatch", 200, Admin, body: RunningServer.Batch(TestEvents.Moved(Project)));
        var dead = await receiver.NextAsync();
        await _api.AskAsync("showWebhook", 200, Admin, ["tea", id]);

        // The receiver has the delivery before the server has noted that it was refused.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        while ((await _api.AskAsync("listDeadDeliveries", 200, Admin, ["tea", id])).GetProperty("deliveries").GetArrayLength() == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        await _api.AskAsync("retryDeadDelivery", 204, Admin, ["tea", id, dead.Id]);
        await _api.AskAsync("removeWebhook", 204, Admin, ["tea", id]);
    }

    private async Task PlayServerAsync()
    {
        await _api.AskAsync("checkAlive", 200);

        // A write may take longer than the answer waits for.
        await _api.AskUntilAsync("checkReady", 200, before: 503);
        await _api.AskAsync("readDescription", 200);
    }

    private static string Participant(JsonElement answer) => answer.GetProperty("participant").GetProperty("participant_id").GetString()!;

    private static void Lines(HttpRequestMessage request) => request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-ndjson"));

    private static ByteArrayContent Gzip(string plain)
    {
        var content = new ByteArrayContent(RunningServer.Gzip(Encoding.UTF8.GetBytes(plain)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
