using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Reduction;

public sealed class CollaborationReductionTests
{
    private const string Step = """{"participant_id":"p-a","mission_id":"M1","step_id":"s-1"}""";

    private int _ids;

    [Fact]
    public void Reduce_Unknown_ThrowsWithEverythingThatIsKnown()
    {
        var exception = Should.Throw<UnknownParticipantException>(() => CollaborationReducer.Reduce([Heartbeat("p-a", 5)]));

        exception.ShouldNotBeOfType<DepartedParticipantException>();
        exception.Violation!.Code.ShouldBe(CollaborationAnomalyCode.UnknownParticipant);
        exception.Violation.ParticipantId.ShouldBe("p-a");
        exception.Violation.EventType.ShouldBe("PresenceHeartbeat");
        exception.Violation.EventId.ShouldBe(SampleEvents.Id(1));
    }

    [Fact]
    public void Reduce_Departed_IsAlsoUnknown()
    {
        Event[] log = [Join("p-a", 1), Left("p-a", 2), Heartbeat("p-a", 3)];

        var exception = Should.Throw<UnknownParticipantException>(() => CollaborationReducer.Reduce(log));

        exception.ShouldBeOfType<DepartedParticipantException>().Violation!.Code.ShouldBe(CollaborationAnomalyCode.DepartedParticipant);
        CollaborationReducer.Reduce(log, ReductionMode.Permissive).Presence.ContainsKey("p-a").ShouldBeTrue();
    }

    [Fact]
    public void Reduce_StrangerLeaves_IsAViolationAndASecondLeaveIsNot()
    {
        Should.Throw<UnknownParticipantException>(() => CollaborationReducer.Reduce([Left("p-a", 1)]));

        var state = CollaborationReducer.Reduce([Join("p-a", 1), Left("p-a", 2), Left("p-a", 3)]);
        state.Anomalies.ShouldHaveSingleItem().Code.ShouldBe(CollaborationAnomalyCode.LeaveNotInRoster);
    }

    [Fact]
    public void Reduce_SeededRosterWithoutEvents_ShowsTheRoster()
    {
        var roster = Roster("p-a");

        var state = CollaborationReducer.Reduce([], roster: roster);

        state.Participants.ShouldBe(EquatableMap.Sorted(roster));
        state.LastProcessedEventId.ShouldBeNull();
    }

    [Fact]
    public void Reduce_SeededRoster_AdmitsAWindowOfTheLog()
        => CollaborationReducer.Reduce([Heartbeat("p-a", 90)], roster: Roster("p-a")).Presence.Count.ShouldBe(1);

    [Fact]
    public void Reduce_OtherMission_IsForeign()
    {
        var state = CollaborationReducer.Reduce([Join("p-a", 1), Make("PresenceHeartbeat", 2, """{"participant_id":"p-a","mission_id":"M2"}""")]);

        state.Anomalies.ShouldHaveSingleItem().Code.ShouldBe(CollaborationAnomalyCode.ForeignMission);
        state.EventCount.ShouldBe(2);
        CollaborationReducer.Reduce([Join("p-a", 1)], missionId: "M2").Anomalies.ShouldHaveSingleItem().Code.ShouldBe(CollaborationAnomalyCode.ForeignMission);
    }

    [Fact]
    public void Reduce_InvalidPayloadOfOtherMission_NamesBothMissions()
    {
        var state = CollaborationReducer.Reduce([Join("p-a", 1), Make("DriveIntentSet", 2, """{"participant_id":"p-a","mission_id":"M2","intent":7}""")]);

        var anomaly = state.Anomalies.ShouldHaveSingleItem();
        anomaly.Code.ShouldBe(CollaborationAnomalyCode.ForeignMission);
        anomaly.Reason.ShouldBe("The event belongs to mission \"M2\", not to \"M1\".");
    }

    [Fact]
    public void Restore_SnapshotWithOtherFamilies_LeavesThemOut()
    {
        Event[] log = [Join("p-a", 1), Make("WPStatusChanged", 2, "{}")];
        var snapshot = new CollaborationSnapshot(ReductionMode.Strict, EquatableMap<string, ParticipantIdentity>.Empty, null, [.. log], []);

        CollaborationReduction.Restore(snapshot).State.ShouldBe(CollaborationReducer.Reduce(log));
    }

    [Fact]
    public void ReadState_CountBeyondAnInt_IsRefused()
    {
        var json = System.Text.Encoding.UTF8.GetString(ContractJson.Write(CollaborationReducer.Reduce([]))).Replace("\"event_count\":0", "\"event_count\":2147483648", StringComparison.Ordinal);

        ContractJson.ReadCollaborationState(System.Text.Encoding.UTF8.GetBytes(json)).Errors.ShouldHaveSingleItem().Path.ShouldBe("event_count");
    }

    [Theory]
    [InlineData("FocusChanged", """{"participant_id":"p-a","mission_id":"M1","focus_target":{"target_type":"planet","target_id":"x"}}""", CollaborationAnomalyCode.InvalidFocusTarget)]
    [InlineData("FocusChanged", """{"mission_id":"M1","focus_target":{"target_type":"wp","target_id":"x"}}""", CollaborationAnomalyCode.MissingParticipantId)]
    [InlineData("DriveIntentSet", """{"participant_id":"p-a","mission_id":"M1","intent":"perhaps"}""", CollaborationAnomalyCode.InvalidPayload)]
    [InlineData("PromptStepExecutionStarted", """{"participant_id":"p-a","mission_id":"M1","step_id":7}""", CollaborationAnomalyCode.InvalidPayload)]
    [InlineData("CommentPosted", """{"participant_id":"p-a","mission_id":"M1","comment_id":3,"content":"c"}""", CollaborationAnomalyCode.InvalidPayload)]
    [InlineData("ConcurrentDriverWarning", """{"warning_id":"w","mission_id":"M1","participant_ids":[1,2]}""", CollaborationAnomalyCode.InvalidPayload)]
    [InlineData("ParticipantJoined", """{"participant_id":"p-b","mission_id":"M1","participant_identity":{"participant_id":"p-b","participant_type":"agent"}}""", CollaborationAnomalyCode.InvalidIdentity)]
    [InlineData("ParticipantInvited", """{"participant_id":"p-a","mission_id":"M1","invited_by":"p-a","participant_identity":{"participant_id":"p-a","participant_type":"human"}}""", CollaborationAnomalyCode.DuplicateInvite)]
    public void Reduce_BadValue_IsAnAnomalyInBothModes(string eventType, string payload, CollaborationAnomalyCode code)
    {
        Event[] log = [Join("p-a", 1), Make(eventType, 2, payload)];

        foreach (var mode in Enum.GetValues<ReductionMode>())
        {
            var anomaly = CollaborationReducer.Reduce(log, mode).Anomalies.ShouldHaveSingleItem();
            anomaly.Code.ShouldBe(code);
            anomaly.EventId.ShouldBe(log[1].EventId);
            anomaly.Reason.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void Reduce_SameIdOtherContent_KeepsOneAndSaysSo()
    {
        var first = Make("CommentPosted", 2, """{"participant_id":"p-a","mission_id":"M1","comment_id":"c","content":"one"}""");
        var second = first with { Payload = JsonText.Parse("""{"participant_id":"p-a","mission_id":"M1","comment_id":"c","content":"two"}""") };
        var join = Join("p-a", 1);

        var state = CollaborationReducer.Reduce([join, first, second]);

        CollaborationReducer.Reduce([second, first, join, second]).ShouldBe(state);
        state.Comments.ShouldHaveSingleItem();
        state.Anomalies.ShouldHaveSingleItem().Code.ShouldBe(CollaborationAnomalyCode.ConflictingDuplicate);
    }

    [Fact]
    public void FindViolation_ClockBeforeTheJoin_SaysWhatHelps()
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.Add(Join("p-a", 42));

        var violation = reduction.FindViolation(Heartbeat("p-a", 5));

        violation!.Message.ShouldContain("clock 5 is before the join at 42");
        violation.Message.ShouldContain("advance the clock past 42");
        reduction.FindViolation(Heartbeat("p-a", 43)).ShouldBeNull();
        reduction.LamportClock.ShouldBe(42);
        reduction.FindViolation(SampleEvents.Event(99)).ShouldBeNull();
    }

    [Fact]
    public void FindViolation_ClockBeforeTheSecondJoin_SaysWhatHelps()
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.AddRange([Join("p-a", 1), Left("p-a", 40), Join("p-a", 42)]);

        var violation = reduction.FindViolation(Heartbeat("p-a", 41)).ShouldNotBeNull();

        violation.Code.ShouldBe(CollaborationAnomalyCode.DepartedParticipant);
        violation.Message.ShouldContain("clock 41 is before the join at 42");
    }

    [Fact]
    public void FindViolation_FineAtTheEndOfTheLog_SaysFromWhereOn()
    {
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.AddRange([Join("p-a", 1), Make("PromptStepExecutionStarted", 42, Step)]);
        var tooEarly = Make("PromptStepExecutionCompleted", 5, $"{Step[..^1]},\"outcome\":\"success\"}}");

        var violation = reduction.FindViolation(tooEarly).ShouldNotBeNull();

        violation.Code.ShouldBe(CollaborationAnomalyCode.CompletionWithoutStart);
        violation.Message.ShouldContain("advance the clock past 42");
        reduction.FindViolation(tooEarly with { LamportClock = 43 }).ShouldBeNull();
        reduction.FindViolation(tooEarly with { LamportClock = 43, Payload = JsonText.Parse(tooEarly.Payload.ToString().Replace("s-1", "s-2", StringComparison.Ordinal)) })!
            .Message.ShouldNotContain("advance");
    }

    [Fact]
    public void Add_OtherFamily_IsLeftOut()
    {
        var reduction = new CollaborationReduction();

        reduction.Add(SampleEvents.Event(1)).ShouldBeFalse();
        reduction.EventCount.ShouldBe(0);
        reduction.LamportClock.ShouldBe(0);
    }

    [Fact]
    public void State_StrictWithViolation_ThrowsUntilTheMissingEventCame()
    {
        var reduction = new CollaborationReduction();
        reduction.Add(Heartbeat("p-a", 2));
        Should.Throw<UnknownParticipantException>(() => reduction.State);

        reduction.Add(Join("p-a", 1));

        reduction.Violation.ShouldBeNull();
        reduction.State.Presence.Count.ShouldBe(1);
    }

    [Fact]
    public void Add_VeryLongLogOneByOne_StillTakesALateEvent()
    {
        // So many that the older marks have thinned out more than once.
        var reduction = new CollaborationReduction(ReductionMode.Permissive);
        reduction.Add(Join("p-a", 1));
        for (var clock = 10; clock < 40_000; clock++)
        {
            reduction.Add(Heartbeat("p-a", clock));
            _ = reduction.Violation;
        }

        reduction.Add(Join("p-b", 20_000));
        reduction.Add(Join("p-c", 2));

        reduction.State.ShouldBe(CollaborationReducer.Reduce(reduction.Log, ReductionMode.Permissive));
        reduction.State.Participants.Count.ShouldBe(3);
    }

    [Fact]
    public void Roster_Text_IsReadWithEveryFault()
    {
        ContractJson.ReadRoster("""{"p-a":{"participant_id":"p-a","participant_type":"human"}}"""u8.ToArray()).ValueOrThrow().Count.ShouldBe(1);
        ContractJson.ReadRoster("""{"p-a":{"participant_type":"agent"},"p-b":7}"""u8.ToArray()).Errors.Select(error => error.Path)
            .ShouldBe(["p-a.participant_type", "p-a.participant_id", "p-b"]);
        ContractJson.ReadRoster("[]"u8.ToArray()).Errors.ShouldHaveSingleItem();
        ContractJson.ReadRoster("{"u8.ToArray()).Errors.ShouldHaveSingleItem();
        ContractJson.ReadParticipantIdentity("""{"participant_id":"p","participant_type":"human"}"""u8.ToArray()).IsValid.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => ContractJson.Write(new object()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"participants_by_focus":{"planet:1":[],"wp":7}}""")]
    [InlineData("""{"active_drivers":7,"presence":[],"warnings":[{}],"event_count":-1}""")]
    public void State_BadText_IsRefusedWithPaths(string text)
        => ContractJson.ReadCollaborationState(System.Text.Encoding.UTF8.GetBytes(text)).Errors.ShouldNotBeEmpty();

    private static Dictionary<string, ParticipantIdentity> Roster(string participantId)
        => new(StringComparer.Ordinal) { [participantId] = new ParticipantIdentity { ParticipantId = participantId, ParticipantType = ParticipantType.Human } };

    private Event Join(string participantId, long clock) => Make(
        "ParticipantJoined",
        clock,
        $$$"""{"participant_id":"{{{participantId}}}","mission_id":"M1","participant_identity":{"participant_id":"{{{participantId}}}","participant_type":"human"}}""");

    private Event Left(string participantId, long clock) => Make("ParticipantLeft", clock, $$"""{"participant_id":"{{participantId}}","mission_id":"M1"}""");

    private Event Heartbeat(string participantId, long clock) => Make("PresenceHeartbeat", clock, $$"""{"participant_id":"{{participantId}}","mission_id":"M1"}""");

    private Event Make(string eventType, long clock, string payload) => SampleEvents.Event(++_ids, clock, payload: payload) with { EventType = eventType };
}
