using System.Text;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Validation;

public sealed class EventValidatorTests
{
    private const string AliasLane = """{"feature_slug":"f","wp_id":"WP01","from_lane":"doing","to_lane":"for_review","actor":"a","execution_mode":"worktree"}""";
    private const string FourLanes = """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""";
    private const string LaterForm = """{"wp_id":"WP01","from_lane":"claimed","to_lane":"doing"}""";

    [Fact]
    public void ValidatePayload_EndlessFaults_AreToldUpToALimit()
    {
        var items = string.Join(',', Enumerable.Repeat("0", 20_000));
        var payload = Encoding.UTF8.GetBytes($$"""{"warning_id":"w","mission_id":"M1","participant_ids":[{{items}}],"step_id":"s","severity":"info"}""");

        var faults = EventValidator.ValidatePayload("PotentialStepCollisionDetected", payload);

        faults.Count(fault => fault.Layer == ValidationLayer.Model).ShouldBe(100);
        faults.Count(fault => fault.Layer == ValidationLayer.Schema).ShouldBe(100);
    }

    [Fact]
    public void Contract_AliasLane_PassesTheModelAndNotTheSchema()
    {
        var fault = Faults("WPStatusChanged", AliasLane, ValidationSurface.Contract).ShouldHaveSingleItem();

        fault.Layer.ShouldBe(ValidationLayer.Schema);
        fault.Error.Path.ShouldBe("from_lane");
        fault.Error.Code.ShouldBe(ContractErrorCode.NotInVocabulary);
    }

    [Theory]
    [InlineData(FourLanes, ValidationSurface.Wire, true)]
    [InlineData(LaterForm, ValidationSurface.Wire, true)]
    [InlineData(AliasLane, ValidationSurface.Wire, true)]
    [InlineData(FourLanes, ValidationSurface.Contract, false)]
    [InlineData(FourLanes, ValidationSurface.Any, true)]
    [InlineData(LaterForm, ValidationSurface.Any, true)]
    [InlineData("""{"wp_id":"WP01","from_lane":"claimed","to_lane":"nowhere"}""", ValidationSurface.Any, false)]
    public void Surfaces_StatusChange_IsJudgedOnEach(string payload, ValidationSurface surface, bool isValid)
        => (Faults("WPStatusChanged", payload, surface).Count == 0).ShouldBe(isValid);

    [Fact]
    public void Any_ValidOnNeither_TellsOfTheNearerSurface()
    {
        var faults = Faults("WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"claimed"}""", ValidationSurface.Any);

        faults.Where(fault => fault.Layer == ValidationLayer.Model).ShouldHaveSingleItem().Error.Path.ShouldBe("new_status");
    }

    [Theory]
    [InlineData(FourLanes, typeof(SyncStatusChangedPayload))]
    [InlineData(LaterForm, typeof(LaneStatusChangedPayload))]
    [InlineData("""{"feature_slug":"f","wp_id":"WP01","from_lane":"planned","to_lane":"claimed","actor":"a","execution_mode":"worktree"}""", typeof(StatusTransitionPayload))]
    public void Validate_ValidEvent_GivesThePayloadOfTheSurfaceThatTakesIt(string payload, Type expected)
    {
        EventValidator.Validate(StatusChange(payload), out var read).ShouldBeEmpty();

        read.ShouldBeOfType(expected);
    }

    [Fact]
    public void Validate_Fault_GivesNoPayload()
    {
        EventValidator.Validate(StatusChange(AliasLane), out var read, ValidationSurface.Contract).ShouldNotBeEmpty();

        read.ShouldBeNull();
        EventValidator.Validate(Heartbeat() with { AggregateId = "mission/another" }, out read).ShouldNotBeEmpty();
        read.ShouldBeNull();
    }

    [Fact]
    public void Validate_ContractPayload_IsReadOnceForAll()
    {
        var heartbeat = Heartbeat();

        EventValidator.Validate(heartbeat, out var first);
        EventValidator.Validate(heartbeat, out var second);

        first.ShouldBeOfType<PresenceHeartbeatPayload>();
        second.ShouldBeSameAs(first);
    }

    [Theory]
    [InlineData("GatePassed", ValidationSurface.Wire)]
    [InlineData("WPCreated", ValidationSurface.Contract)]
    [InlineData("focuschanged", ValidationSurface.Any)]
    public void EventType_NotOfTheSurface_IsUnknown(string eventType, ValidationSurface surface)
    {
        var error = Faults(eventType, "{}", surface).ShouldHaveSingleItem().Error;

        (error.Code, error.Path).ShouldBe((ContractErrorCode.UnknownEventType, "event_type"));
    }

    [Fact]
    public void Payload_NotJson_IsOneFault()
        => Faults("CommentPosted", "{", ValidationSurface.Any).ShouldHaveSingleItem().Error.Code.ShouldBe(ContractErrorCode.MalformedJson);

    [Fact]
    public void Payload_EveryFault_IsTold()
    {
        var faults = Faults(
            "ConcurrentDriverWarning",
            """{"warning_id":"","participant_ids":["a",5],"focus_target":{"target_type":"planet","target_id":""},"severity":7}""",
            ValidationSurface.Contract);

        string[] expected = ["focus_target.target_id", "focus_target.target_type", "mission_id", "participant_ids.1", "severity", "warning_id"];
        PathsOf(faults, ValidationLayer.Model).ShouldBe(expected);
        PathsOf(faults, ValidationLayer.Schema).ShouldBe(expected);
    }

    [Fact]
    public void Text_BadEnvelope_IsTheEnvelopeLayers()
    {
        var fault = EventValidator.Validate(new EventReader(), Encoding.UTF8.GetBytes(SampleEvents.Replaced("lamport_clock", "-1"))).ShouldHaveSingleItem();

        (fault.Layer, fault.Error.Path).ShouldBe((ValidationLayer.Envelope, "lamport_clock"));
    }

    [Fact]
    public void Text_EnvelopeSurface_DoesNotLookAtThePayload()
    {
        var text = Encoding.UTF8.GetBytes(SampleEvents.Replaced("event_type", "\"CommentPosted\""));

        EventValidator.Validate(new EventReader(), text, ValidationSurface.Envelope).ShouldBeEmpty();
        EventValidator.Validate(new EventReader(), text).ShouldAllBe(fault => fault.Error.Path.StartsWith("payload"));
    }

    private static Event StatusChange(string payload) => SampleEvents.Event(1, aggregate: "WP01", payload: payload) with { EventType = "WPStatusChanged" };

    private static Event Heartbeat()
        => SampleEvents.Event(1, aggregate: "mission/M1", payload: """{"participant_id":"p-a","mission_id":"M1"}""") with { EventType = "PresenceHeartbeat" };

    private static string[] PathsOf(IEnumerable<ValidationFault> faults, ValidationLayer layer)
        => [.. faults.Where(fault => fault.Layer == layer).Select(fault => fault.Error.Path).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<ValidationFault> Faults(string eventType, string payload, ValidationSurface surface)
        => EventValidator.ValidatePayload(eventType, Encoding.UTF8.GetBytes(payload), surface);
}
