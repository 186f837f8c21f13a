using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Status;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Validation;

public sealed class PayloadCatalogueTests
{
    [Fact]
    public void Entries_OfEachSurface_AreTheTypesOfTheContract()
    {
        PayloadCatalogue.Contract.Entries.Count.ShouldBe(22);
        PayloadCatalogue.Wire.Entries.Count.ShouldBe(8);
        PayloadCatalogue.Of(Surface.Contract).ShouldBeSameAs(PayloadCatalogue.Contract);
        PayloadCatalogue.Of(Surface.Wire).ShouldBeSameAs(PayloadCatalogue.Wire);
    }

    [Fact]
    public void TryGet_TypeOfTheSurface_TellsItsRecords()
    {
        PayloadCatalogue.Contract.TryGet("WPStatusChanged", out var entry).ShouldBeTrue();
        entry!.PayloadTypes.ShouldBe([typeof(StatusTransitionPayload)]);
        entry.SchemaName.ShouldBe("status_transition_payload");
        PayloadCatalogue.Contract.TryGet("WPCreated", out _).ShouldBeFalse();
        PayloadCatalogue.Contract.TryGet("commentPosted", out _).ShouldBeFalse();
    }

    [Fact]
    public void Read_Valid_IsTheRecord()
        => PayloadCatalogue.Contract.Read("CommentPosted", """{"participant_id":"p","mission_id":"M","comment_id":"c","content":"hello","more":1}""").ValueOrThrow()
            .ShouldBe(new CommentPostedPayload { ParticipantId = "p", MissionId = "M", CommentId = "c", Content = "hello" });

    [Fact]
    public void Read_Event_ReadsItsPayload()
    {
        var value = SampleEvents.Event(1, payload: """{"participant_id":"p","mission_id":"M"}""") with { EventType = "ParticipantLeft" };

        PayloadCatalogue.Contract.Read(value).ValueOrThrow().ShouldBe(new ParticipantLeftPayload { ParticipantId = "p", MissionId = "M" });
    }

    [Fact]
    public void Read_UnknownType_SaysWhichSurface()
    {
        var error = PayloadCatalogue.Wire.Read("Nope", "{}").Errors.ShouldHaveSingleItem();

        error.Code.ShouldBe(ContractErrorCode.UnknownEventType);
        error.Message.ShouldContain("\"Nope\"");
        error.Message.ShouldContain("wire surface");
    }

    [Fact]
    public void Read_ManyFaults_ReportsAllWithTheirPaths()
        => PayloadCatalogue.Contract.Read("WPStatusChanged", """
            {"feature_slug":"","wp_id":7,"from_lane":"Planned","to_lane":null,"force":"yes","reason":[],"execution_mode":"worktree",
            "evidence":{"repos":[{"repo":"r","branch":""},5],"verification":{},"review":{"reviewer":"a","verdict":"b","reference":1}}}
            """).Errors.Select(error => $"{error.Path} {error.Code}").ShouldBe(
        [
            "feature_slug TooShort", "wp_id WrongType", "from_lane NotInVocabulary", "to_lane WrongType", "force WrongType", "reason WrongType",
            "evidence.repos.0.branch TooShort", "evidence.repos.0.commit MissingField", "evidence.repos.1 WrongType", "evidence.verification WrongType",
            "evidence.review.reference WrongType", "actor MissingField",
        ]);

    [Theory]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    public void Read_UncleanJson_IsOneFault(string json) => PayloadCatalogue.Contract.Read("ParticipantLeft", json).Errors.ShouldHaveSingleItem();

    [Fact]
    public void Read_StringWithHalfACharacter_IsRefused()
        => PayloadCatalogue.Contract.Read("ParticipantLeft", "{\"participant_id\":\"\uD83D\",\"mission_id\":\"M\"}").Errors
            .ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.InvalidText);

    [Fact]
    public void Read_StatusOnTheWire_TakesBothForms()
    {
        PayloadCatalogue.Wire.Read("WPStatusChanged", """{"wp_id":"WP01","previous_status":"planned","new_status":"doing"}""").ValueOrThrow()
            .ShouldBeOfType<SyncStatusChangedPayload>();
        PayloadCatalogue.Wire.Read("WPStatusChanged", """{"wp_id":"WP01","from_lane":"in_progress","to_lane":"doing"}""").ValueOrThrow()
            .ShouldBe(new LaneStatusChangedPayload { WpId = "WP01", FromLane = "in_progress", ToLane = "doing" });
        PayloadCatalogue.Wire.Read("WPStatusChanged", """{"wp_id":"WP01","from_lane":"in_progress"}""").Errors.ShouldHaveSingleItem().Path.ShouldBe("to_lane");
        PayloadCatalogue.Wire.Read("WPStatusChanged", "[]").Errors.ShouldHaveSingleItem().Path.ShouldBe("");
    }

    [Fact]
    public void ValueOrThrow_Faults_ThrowsWithAllOfThem()
    {
        var read = PayloadCatalogue.Contract.Read("ParticipantLeft", "{}");

        var exception = Should.Throw<ContractViolationException>(() => read.ValueOrThrow());

        exception.Errors.ShouldBe(read.Errors);
        exception.Message.ShouldContain("MISSING_FIELD at mission_id: mission_id is required");
        (read == PayloadCatalogue.Contract.Read("ParticipantLeft", " {} ")).ShouldBeTrue();
        (read != PayloadCatalogue.Contract.Read("ParticipantLeft", """{"mission_id":"M"}""")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("12", true)]
    [InlineData("12.0", false)]
    [InlineData("1e1", false)]
    [InlineData("0", false)]
    [InlineData("\"12\"", false)]
    public void Read_CheckRunId_TakesDigitsAlone(string number, bool valid)
        => PayloadCatalogue.Contract.Read("GatePassed", $$"""
            {"gate_name":"g","gate_type":"ci","conclusion":"success","external_provider":"github","check_run_id":{{number}},"check_run_url":"https://h/x","delivery_id":"d"}
            """).IsValid.ShouldBe(valid);
}
