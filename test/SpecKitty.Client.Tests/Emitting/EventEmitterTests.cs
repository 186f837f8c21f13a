using SpecKitty.Client.Emitting;
using SpecKitty.Client.Projects;
using SpecKitty.Client.Queue;
using SpecKitty.Client.Tests.Support;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Client.Tests.Emitting;

public sealed class EventEmitterTests : IDisposable
{
    private const string Run = "01KGS81910AY9FDY2WX7S8D345";

    private readonly TempHome _temp = new();
    private readonly PinnedClock _clock = new();
    private readonly OfflineQueue _queue;
    private readonly EventEmitter _emitter;
    private readonly MissionMemory _memory;

    public EventEmitterTests()
    {
        Directory.CreateDirectory(_temp.Beside("repo/.git"));
        File.WriteAllText(_temp.Beside("repo/.git/HEAD"), "ref: refs/heads/main\n");
        var project = ProjectFile.Create(_temp.Beside("repo"), Queued.Kitty, "kitty");
        _queue = OfflineQueue.Open(_temp.Home, clock: _clock);
        _emitter = new EventEmitter(_temp.Home, _queue, project, _clock);
        _memory = new MissionMemory(_temp.Home);
    }

    public void Dispose()
    {
        _queue.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Emit_AWireEvent_FillsTheEnvelopeFromTheSurroundings()
    {
        var made = Emit("WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing","extra":[1, 2]}""").Event.ShouldNotBeNull();

        (made.AggregateId, made.AggregateType, made.ProjectUuid, made.ProjectSlug).ShouldBe(("WP01", "WorkPackage", Queued.Kitty, "kitty"));
        (made.LamportClock, made.NodeId, made.GitBranch, made.TeamSlug).ShouldBe((1, new ClockFile(_temp.Home).Read().NodeId, "main", "local"));
        made.Payload.ToString().ShouldContain("\"extra\":[1, 2]");
        made.Timestamp.Instant.ShouldBe(_clock.Now);
        _queue.List().ShouldHaveSingleItem().EventId.ShouldBe(made.EventId.ToString());
    }

    [Fact]
    public void Emit_FromALinkedWorkingTreeWithoutTheProjectFile_CarriesItsBranchAndCommit()
    {
        const string Commit = "0123456789abcdef0123456789abcdef01234567";
        Write("repo/.git/refs/heads/side", Commit + "\n");
        Write("repo/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
        Write("repo/.git/worktrees/side/commondir", "../..\n");
        Write("repo/.worktrees/side/.git", $"gitdir: {_temp.Beside("repo/.git/worktrees/side")}\n");
        Write("repo/.worktrees/side/src/code.txt", "");
        var directory = _temp.Beside("repo/.worktrees/side/src");
        var project = ProjectFile.Find(directory).ShouldNotBeNull();

        var made = new EventEmitter(_temp.Home, _queue, project, _clock, directory)
            .Emit(new EmitRequest { EventType = "WPStatusChanged", Payload = JsonText.Parse("""{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""") })
            .Event.ShouldNotBeNull();

        (made.ProjectUuid, made.GitBranch, made.HeadCommitSha).ShouldBe((Queued.Kitty, "side", Commit));
    }

    [Fact]
    public void Emit_FromADirectoryOfAnotherRepository_CarriesTheBranchOfTheProject()
    {
        Write("other/.git/HEAD", "ref: refs/heads/elsewhere\n");

        var made = new EventEmitter(_temp.Home, _queue, _emitter.Project, _clock, _temp.Beside("other"))
            .Emit(new EmitRequest { EventType = "WPStatusChanged", Payload = JsonText.Parse("""{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""") })
            .Event.ShouldNotBeNull();

        made.GitBranch.ShouldBe("main");
    }

    [Fact]
    public void Emit_InAJoinedMission_FillsMissionParticipantAndRun()
    {
        Join("Ada", "P1");

        var made = Emit("CommentPosted", """{ "comment_id": "c1", "content": "hi" }""").Event.ShouldNotBeNull();

        made.AggregateId.ShouldBe("mission/M1");
        made.CorrelationId.ToString().ShouldBe(Run);
        PayloadText(made, "participant_id").ShouldBe("P1");
        PayloadText(made, "mission_id").ShouldBe("M1");
        PayloadText(made, "content").ShouldBe("hi");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ }")]
    public void Emit_AnEmptyPayload_IsFilledIntoAValidOne(string payload)
    {
        Join("Ada", "P1");

        var made = Emit("PresenceHeartbeat", payload).Event.ShouldNotBeNull();

        PayloadText(made, "participant_id").ShouldBe("P1");
    }

    [Fact]
    public void Emit_WhatThePayloadSays_IsNotOverwritten()
    {
        Join("Ada", "P1");

        var made = Emit("PresenceHeartbeat", """{"participant_id":"P9","mission_id":"M7"}""").Event.ShouldNotBeNull();

        (PayloadText(made, "participant_id"), made.AggregateId).ShouldBe(("P9", "mission/M7"));
    }

    [Fact]
    public void Emit_SeveralJoinedFromHere_AsksWhoAndTakesTheNameGiven()
    {
        Join("Ada", "P1");
        Join("Claude", "P2");

        Should.Throw<ClientException>(() => Emit("PresenceHeartbeat", "{}")).Message.ShouldContain("Ada (P1), Claude (P2)");
        PayloadText(Emit("PresenceHeartbeat", "{}", participant: "Claude").Event!, "participant_id").ShouldBe("P2");
        PayloadText(Emit("PresenceHeartbeat", "{}", participant: "P1").Event!, "participant_id").ShouldBe("P1");
    }

    [Fact]
    public void Emit_AnInvitation_FillsInWhoInvitesAndNotWhoIsInvited()
    {
        Join("Ada", "P1");

        var made = Emit("ParticipantInvited", """{"participant_id":"P2","participant_identity":{"participant_id":"P2","participant_type":"human"}}""").Event.ShouldNotBeNull();

        (PayloadText(made, "invited_by"), PayloadText(made, "participant_id")).ShouldBe(("P1", "P2"));
    }

    [Fact]
    public void Emit_TwoEventsOfAMissionNeverJoined_ShareOneRun()
    {
        var first = Emit("PresenceHeartbeat", """{"participant_id":"P1"}""", mission: "M5").Event.ShouldNotBeNull();
        var second = Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""").Event.ShouldNotBeNull();

        second.CorrelationId.ShouldBe(first.CorrelationId);
        second.LamportClock.ShouldBe(first.LamportClock + 1);
    }

    [Fact]
    public void Emit_TwoDifferentMissions_IsRefused() =>
        Should.Throw<ClientException>(() => Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""", mission: "M6")).Failure.ShouldBe(ClientFailure.Misuse);

    [Fact]
    public void Emit_ABadPayload_NamesEveryFaultQueuesNothingAndLeavesTheClock()
    {
        var refused = Emit("WPStatusChanged", """{"wp_id":"wp1","previous_status":"planned","new_status":"doin"}""");

        refused.IsQueued.ShouldBeFalse();
        refused.Faults.Select(fault => fault.Path).ShouldBe(["payload.wp_id", "payload.new_status"]);
        _queue.Status().Undelivered.ShouldBe(0);
        new ClockFile(_temp.Home).Read().Value.ShouldBe(0);
    }

    [Theory]
    [InlineData("Nonsense", "{}", "event_type")]
    [InlineData("PresenceHeartbeat", "[]", "payload")]
    [InlineData("GatePassed", """{"gate_name":"g","gate_type":"ci","conclusion":"success","external_provider":"github","check_run_id":1,"check_run_url":"https://h/","delivery_id":"d"}""", "aggregate_id")]
    public void Emit_WhatHasNoPlaceInTheContract_NamesTheMember(string type, string payload, string path) =>
        Emit(type, payload).Faults.ShouldContain(fault => fault.Path == path);

    [Fact]
    public void Emit_ASignInThatCannotBeRead_StillRecordsTheEvent()
    {
        _temp.Home.Prepare();
        File.WriteAllText(_temp.Home.CredentialsPath, "not toml");

        Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""").Event!.TeamSlug.ShouldBe("local");
    }

    [Fact]
    public void Emit_WhatWasQueued_IsWhatTheServersValidatorTakes()
    {
        var made = Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""").Event.ShouldNotBeNull();

        using var lease = _queue.BeginLease(TimeSpan.FromMinutes(1));
        var body = lease.Take(1, 100_000).ShouldHaveSingleItem().Body;
        EventValidator.Validate(new EventReader(EnvelopeRules.Ingest), body).ShouldBeEmpty();
        new EventReader().Read(body).ValueOrThrow().ShouldBe(made);
    }

    [Fact]
    public void Emit_ATypedPayload_IsTheEventOfItsTypeAndAggregate()
    {
        var cause = EventId.From(new UlidFactory(_clock).Next());

        var made = _emitter.Emit(
            new WorkPackageCreatedPayload { WpId = "WP02", Title = "T", FeatureSlug = "042-x", Dependencies = ["WP01"] },
            cause).Event.ShouldNotBeNull();

        (made.EventType, made.AggregateType, made.AggregateId, made.CausationId).ShouldBe(("WPCreated", "WorkPackage", "WP02", cause));
        made.Payload.ToString().ShouldBe("""{"wp_id":"WP02","title":"T","feature_slug":"042-x","dependencies":["WP01"]}""");
    }

    [Fact]
    public void Emit_ABadTypedPayload_NamesEveryFaultAndQueuesNothing()
    {
        var refused = _emitter.Emit(new WorkPackageAssignedPayload { WpId = "7", AgentId = "", Phase = WorkPhase.Review, RetryCount = -1 });

        refused.Faults.Select(fault => fault.Path).ShouldBe(["payload.wp_id", "payload.agent_id", "payload.retry_count"]);
        _queue.Status().Undelivered.ShouldBe(0);
    }

    [Fact]
    public void Emit_AfterTheClocksFileWasLostToAnOlderOne_StaysPastWhatIsQueued()
    {
        Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""");
        var old = File.ReadAllText(_temp.Home.ClockPath);
        var last = Enumerable.Range(0, 3).Select(_ => Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""").Event!.LamportClock).Last();
        File.WriteAllText(_temp.Home.ClockPath, old);

        var next = new EventEmitter(_temp.Home, _queue, _emitter.Project, _clock)
            .Emit(new ErrorLoggedPayload { ErrorType = ErrorKind.Unknown, ErrorMessage = "x" }).Event.ShouldNotBeNull();

        next.LamportClock.ShouldBe(last + 1);
    }

    [Theory]
    [InlineData("body = replace(cast(body AS TEXT), '\"lamport_clock\":1', '\"lamport_clock\":900')")]
    [InlineData("body = cast(replace(cast(body AS TEXT), '\"lamport_clock\":1', '\"lamport_clock\":900') AS BLOB)")]
    [InlineData("body = x'00'")]
    public void Emit_AfterADamagedRow_DoesNotBelieveItsClock(string damage)
    {
        Emit("PresenceHeartbeat", """{"participant_id":"P1","mission_id":"M5"}""");
        RawQueue.Run(_temp.Home.QueuePath, $"UPDATE events SET {damage}");

        new EventEmitter(_temp.Home, _queue, _emitter.Project, _clock)
            .Emit(new ErrorLoggedPayload { ErrorType = ErrorKind.Unknown, ErrorMessage = "x" }).Event!.LamportClock.ShouldBe(2);
    }

    [Fact]
    public void Emit_WhenTheQueueIsFull_HasMovedTheClockAndQueuedNothing()
    {
        using var full = OfflineQueue.Open(_temp.Home, new OfflineQueueOptions { Limit = 1 }, _clock);
        var emitter = new EventEmitter(_temp.Home, full, _emitter.Project, _clock);
        emitter.Emit(new ErrorLoggedPayload { ErrorType = ErrorKind.Unknown, ErrorMessage = "x" }).IsQueued.ShouldBeTrue();

        Should.Throw<ClientException>(() => emitter.Emit(new ErrorLoggedPayload { ErrorType = ErrorKind.Unknown, ErrorMessage = "y" }));

        new ClockFile(_temp.Home).Read().Value.ShouldBe(2);
        full.Status().Undelivered.ShouldBe(1);
    }

    [Fact]
    public void Emit_AfterAnotherBranchIsCheckedOut_NamesThatBranch()
    {
        Emit("ErrorLogged", """{"error_type":"auth","error_message":"m"}""").Event!.GitBranch.ShouldBe("main");
        File.WriteAllText(_temp.Beside("repo/.git/HEAD"), "ref: refs/heads/other\n");

        Emit("ErrorLogged", """{"error_type":"auth","error_message":"m"}""").Event!.GitBranch.ShouldBe("other");
    }

    private EmitResult Emit(string type, string payload, string? mission = null, string? participant = null) =>
        _emitter.Emit(new EmitRequest { EventType = type, Payload = JsonText.Parse(payload), MissionId = mission, Participant = participant });

    private void Join(string name, string id)
    {
        _memory.Remember(Queued.Kitty, "M1", "title", Run);
        _memory.Join(Queued.Kitty, "M1", new JoinedParticipant(id, "human", name));
    }

    private static string? PayloadText(Event value, string name) => PayloadFiller.Text(value.Payload, name);

    private void Write(string name, string text)
    {
        var path = _temp.Beside(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    [Fact]
    public void Emit_AParticipantWithATypingError_IsRefusedWithTheNearestName()
    {
        Join("Claude", "P2");
        Join("Ada", "P1");

        var refusal = Should.Throw<ClientException>(() => Emit("PresenceHeartbeat", "{}", participant: "Cluade"));

        refusal.Failure.ShouldBe(ClientFailure.Misuse);
        refusal.Message.ShouldContain("'Cluade'");
        refusal.Remedy.ShouldContain("Did you mean 'Claude'?");
        _queue.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("01KGS81910AY9FDY2WX7S8D346")]
    [InlineData("nobody")]
    public void Emit_AParticipantThatWasNotJoinedFromHere_IsRefused(string named)
    {
        Should.Throw<ClientException>(() => Emit("PresenceHeartbeat", "{}", mission: "M1", participant: named)).Message.ShouldContain(named);

        Join("Ada", "P1");
        Should.Throw<ClientException>(() => Emit("PresenceHeartbeat", "{}", participant: named)).Message.ShouldContain("Ada (P1)");
        _queue.List().ShouldBeEmpty();
    }

    [Fact]
    public void Emit_AParticipantForAShellAndAnEventWithoutOne_IsQueued()
    {
        Emit("WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""", participant: "nobody").IsQueued.ShouldBeTrue();
        Emit("PresenceHeartbeat", """{"participant_id":"P9","mission_id":"M7"}""", participant: "nobody").IsQueued.ShouldBeTrue();
    }
}
