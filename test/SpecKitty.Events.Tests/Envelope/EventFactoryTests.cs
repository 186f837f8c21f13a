using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Gates;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Lifecycle;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventFactoryTests
{
    private static readonly EmissionContext Context = new()
    {
        NodeId = "node-1",
        ProjectUuid = new Guid("550e8400-e29b-41d4-a716-446655440000"),
        ProjectSlug = "shop",
        CorrelationId = EventId.Parse("01KGG0A2TKJF6MFYV5BJ31TKXX"),
        TeamSlug = "team",
        GitBranch = "main",
        HeadCommitSha = "c0ffee",
        RepoSlug = "o/r",
        BuildId = "7",
        DataTier = 2,
        SchemaVersion = "2.0.0",
    };

    private long _clock;

    public static TheoryData<IEventPayload, string, string?, string> Mapping => new()
    {
        { new PresenceHeartbeatPayload { ParticipantId = "p", MissionId = "M1" }, "PresenceHeartbeat", "Mission", "mission/M1" },
        { new PresenceHeartbeatPayload { ParticipantId = "p", MissionId = "mission/M1" }, "PresenceHeartbeat", "Mission", "mission/M1" },
        { new PhaseEnteredPayload { MissionId = "M1", PhaseName = "plan", Actor = "a" }, "PhaseEntered", "Mission", "mission/M1" },
        { new StatusTransitionPayload { FeatureSlug = "f", WpId = "WP01", ToLane = Lane.Planned, Actor = "a", ExecutionMode = ExecutionMode.Worktree }, "WPStatusChanged", "WorkPackage", "WP01" },
        { new SyncStatusChangedPayload { WpId = "WP01", PreviousStatus = SyncLane.Planned, NewStatus = SyncLane.Doing }, "WPStatusChanged", "WorkPackage", "WP01" },
        { new LaneStatusChangedPayload { WpId = "WP01", FromLane = "planned", ToLane = "claimed" }, "WPStatusChanged", "WorkPackage", "WP01" },
        { new WorkPackageCreatedPayload { WpId = "WP02", Title = "t", FeatureSlug = "f" }, "WPCreated", "WorkPackage", "WP02" },
        { new WorkPackageAssignedPayload { WpId = "WP03", AgentId = "a", Phase = WorkPhase.Review }, "WPAssigned", "WorkPackage", "WP03" },
        { new FeatureCreatedPayload { FeatureSlug = "042-shop", FeatureNumber = "042", TargetBranch = "main", WpCount = 3 }, "FeatureCreated", "Feature", "042-shop" },
        { new FeatureCompletedPayload { FeatureSlug = "042-shop", TotalWps = 3 }, "FeatureCompleted", "Feature", "042-shop" },
        { new HistoryAddedPayload { WpId = "WP04", EntryType = HistoryEntryType.Note, EntryContent = "c" }, "HistoryAdded", "WorkPackage", "WP04" },
        { new ErrorLoggedPayload { ErrorType = ErrorKind.Runtime, ErrorMessage = "m", WpId = "WP05" }, "ErrorLogged", "WorkPackage", "WP05" },
        { new ErrorLoggedPayload { ErrorType = ErrorKind.Runtime, ErrorMessage = "m" }, "ErrorLogged", "Feature", "error" },
        { new DependencyResolvedPayload { WpId = "WP06", DependencyWpId = "WP01", ResolutionType = ResolutionType.Merged }, "DependencyResolved", "WorkPackage", "WP06" },
    };

    [Theory]
    [MemberData(nameof(Mapping))]
    public void Create_Payload_FollowsTheEnvelopeMapping(IEventPayload payload, string eventType, string? aggregateType, string aggregateId)
    {
        var made = Factory().Create(payload);

        made.EventType.ShouldBe(eventType);
        made.AggregateType.ShouldBe(aggregateType);
        made.AggregateId.ShouldBe(aggregateId);
        EventValidator.Validate(made).ShouldBeEmpty();
        new EventReader().Read(EventWriter.ToUtf8(made)).ValueOrThrow().ShouldBe(made);
    }

    [Fact]
    public void Create_Context_StandsInTheEnvelope()
    {
        var cause = EventId.Parse("01KGG0A2TKJF6MFYV5BJ31TKXZ");

        var made = Factory().Create(new PresenceHeartbeatPayload { ParticipantId = "p", MissionId = "M1" }, cause);

        made.LamportClock.ShouldBe(1);
        made.Timestamp.ToString().ShouldBe("2026-02-15T10:00:00Z");
        made.CausationId.ShouldBe(cause);
        (made.NodeId, made.ProjectSlug, made.TeamSlug, made.GitBranch, made.HeadCommitSha, made.RepoSlug, made.BuildId, made.DataTier, made.SchemaVersion)
            .ShouldBe(("node-1", "shop", "team", "main", "c0ffee", "o/r", "7", 2, "2.0.0"));
    }

    [Fact]
    public void Create_GateWithoutAggregate_AsksForOne()
    {
        var gate = new GatePassedPayload
        {
            GateName = "build",
            GateType = GateType.Ci,
            Conclusion = GatePassedConclusion.Success,
            ExternalProvider = GateProvider.GitHub,
            CheckRunId = 1,
            CheckRunUrl = new Uri("https://github.com/o/r/runs/1"),
            DeliveryId = "d",
        };

        Factory().TryCreate(gate).Errors.ShouldHaveSingleItem().Path.ShouldBe("aggregate_id");
        Factory().Create(gate, aggregateId: "WP01").AggregateId.ShouldBe("WP01");
        ((IGatePayload)gate).ConclusionText.ShouldBe("success");
    }

    [Fact]
    public void TryCreate_BadPayload_NamesEveryFaultAndLeavesTheClock()
    {
        var bad = Factory().TryCreate(new CommentPostedPayload { ParticipantId = "", MissionId = "M1", CommentId = "", Content = "c" });

        bad.IsValid.ShouldBeFalse();
        bad.Errors.Select(error => error.Path).Distinct().ShouldBe(["payload.participant_id", "payload.comment_id"]);
        _clock.ShouldBe(0);
        Should.Throw<ContractViolationException>(() => bad.ValueOrThrow()).Errors.ShouldBe(bad.Errors);
    }

    [Fact]
    public void TryCreate_WrongAggregateOrRun_IsRefused()
    {
        var heartbeat = new PresenceHeartbeatPayload { ParticipantId = "p", MissionId = "M1" };
        var uuidRun = new EventFactory(Context with { CorrelationId = EventId.From(Guid.NewGuid()) }, () => ++_clock, new PinnedTime(new DateTimeOffset(2026, 2, 15, 10, 0, 0, TimeSpan.Zero)));

        Factory().TryCreate(heartbeat, aggregateId: "M1").Errors.ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.EnvelopeMismatch);
        uuidRun.TryCreate(heartbeat).Errors.ShouldHaveSingleItem().Path.ShouldBe("correlation_id");
    }

    [Fact]
    public void TryCreate_BadContext_NamesEveryFaultAndLeavesTheClock()
    {
        var context = Context with { NodeId = "", DataTier = 9, SchemaVersion = "two" };
        var factory = new EventFactory(context, () => ++_clock, new PinnedTime(new DateTimeOffset(2026, 2, 15, 10, 0, 0, TimeSpan.Zero)));

        var bad = factory.TryCreate(new PresenceHeartbeatPayload { ParticipantId = "", MissionId = "M1" });

        bad.Errors.Select(error => error.Path).Distinct().Order(StringComparer.Ordinal).ShouldBe(["data_tier", "node_id", "payload.participant_id", "schema_version"]);
        _clock.ShouldBe(0);
    }

    [Fact]
    public void TryCreate_TextThatNobodyAccepts_IsRefused()
        => Factory().TryCreate(new CommentPostedPayload { ParticipantId = "p", MissionId = "M1", CommentId = "c", Content = "a\0b" })
            .Errors.ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.InvalidText);

    [Theory]
    [InlineData("WPCreated", """{"wp_id":"WP01","title":"t","feature_slug":"f"}""", null)]
    [InlineData("WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""", null)]
    [InlineData("WPStatusChanged", """{"wp_id":"WP01","feature_slug":"f","to_lane":"planned","actor":"a","execution_mode":"worktree"}""", null)]
    [InlineData("WPCreated", """{"wp_id":"WP1","title":"t","feature_slug":"f"}""", "payload.wp_id")]
    [InlineData("CommentPosted", """{"participant_id":"p","mission_id":"M1","comment_id":"c"}""", "payload.content")]
    [InlineData("Nothing", "{}", "payload")]
    public void TryCreate_JsonPayload_IsTakenOnEitherSurface(string eventType, string payload, string? fault)
    {
        var made = Factory().TryCreate(eventType, JsonText.Parse(payload));

        made.Errors.Select(error => error.Path).FirstOrDefault().ShouldBe(fault);
        made.IsValid.ShouldBe(fault is null);
    }

    [Fact]
    public void Mapping_ForeignPayload_IsMisuse()
        => Should.Throw<ArgumentException>(() => EnvelopeMapping.Of(new Foreign()));

    private EventFactory Factory() => new(Context, () => ++_clock, new PinnedTime(new DateTimeOffset(2026, 2, 15, 10, 0, 0, TimeSpan.Zero)));

    private sealed record Foreign : IEventPayload;
}
