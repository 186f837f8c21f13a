using SpecKitty.Conformance.Runner;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Validation;

namespace SpecKitty.Conformance.Tests.Runner;

public sealed class ConformanceValidatorTests
{
    private static readonly ConformanceKit Kit = ConformanceKit.LoadEmbedded();

    [Fact]
    public void ValidatePayload_AliasLane_PassesTheModelAndFailsTheSchema()
    {
        var result = ConformanceValidator.ValidatePayload("WPStatusChanged", Kit.Files.Read("payloads/contract/invalid/wp_status_changed-alias-lane.json"), ValidationSurface.Contract);

        result.IsValid.ShouldBeFalse();
        result.ModelViolations.ShouldBeEmpty();
        result.EnvelopeViolations.ShouldBeEmpty();
        result.SchemaViolations.ShouldHaveSingleItem().Path.ShouldBe("to_lane");
        result.Layers.ShouldBe([ValidationLayer.Model, ValidationLayer.Schema]);
    }

    [Fact]
    public void ValidatePayload_TextThatIsNoJson_AsksNoSchema()
        => ConformanceValidator.ValidatePayload("CommentPosted", "{"u8.ToArray()).Layers.ShouldBe([ValidationLayer.Model]);

    [Fact]
    public void ValidateEvent_EnvelopeThatCannotBeRead_HasNoPayloadToLookAt()
    {
        var result = ConformanceValidator.ValidateEvent("""{"event_type":"CommentPosted","payload":{}}"""u8.ToArray());

        result.Layers.ShouldBe([ValidationLayer.Envelope, ValidationLayer.Schema]);
        result.EnvelopeViolations.Select(error => error.Path).ShouldBe(result.SchemaViolations.Select(error => error.Path), ignoreOrder: true);
    }

    [Fact]
    public void ValidateEvent_AllIsWell_AsksEveryLayer()
    {
        var result = ConformanceValidator.ValidateEvent(Kit.Files.Read("envelopes/valid/mission-prefix-once.json"), ValidationSurface.Contract);

        result.IsValid.ShouldBeTrue();
        result.Layers.ShouldBe([ValidationLayer.Envelope, ValidationLayer.Model, ValidationLayer.Schema]);
    }

    [Fact]
    public void ValidateEvent_CorrelationOfAnotherForm_IsAFaultBeyondReading()
        => ConformanceValidator.ValidateEvent(Kit.Files.Read("envelopes/invalid/mapping-correlation-uuid.json"), ValidationSurface.Contract).EnvelopeViolations.ShouldHaveSingleItem().Code.ShouldBe(ContractErrorCode.InvalidId);

    [Fact]
    public void ValidateEvent_IngestRules_AreHandedOn()
    {
        var text = Kit.Files.Read("envelopes/invalid/ingest-major-three.json");

        ConformanceValidator.ValidateEvent(text, ValidationSurface.Envelope, EnvelopeRules.Ingest).IsValid.ShouldBeFalse();
        ConformanceValidator.ValidateEvent(text, ValidationSurface.Envelope).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void PayloadConforms_ValidPayload_IsQuiet()
        => Should.NotThrow(() => ConformanceAssert.PayloadConforms("PresenceHeartbeat", """{"participant_id":"a","mission_id":"m"}"""));

    [Fact]
    public void PayloadConforms_InvalidPayload_ListsEveryFault()
    {
        var message = Should.Throw<ConformanceException>(() => ConformanceAssert.PayloadConforms("PresenceHeartbeat", """{"participant_id":""}""")).Message;

        message.ShouldContain("Model: TOO_SHORT at participant_id");
        message.ShouldContain("Schema: MISSING_FIELD at mission_id");
    }

    [Fact]
    public void PayloadFails_InvalidPayload_IsQuiet()
        => Should.NotThrow(() => ConformanceAssert.PayloadFails("PresenceHeartbeat", "{}", ContractErrorCode.MissingField));

    [Fact]
    public void PayloadFails_ValidPayload_Throws()
        => Should.Throw<ConformanceException>(() => ConformanceAssert.PayloadFails("PresenceHeartbeat", """{"participant_id":"a","mission_id":"m"}"""));

    [Fact]
    public void PayloadFails_OtherCode_SaysWhichCame()
        => Should.Throw<ConformanceException>(() => ConformanceAssert.PayloadFails("PresenceHeartbeat", "{}", ContractErrorCode.TooShort)).Message.ShouldContain("MissingField");

    [Theory]
    [InlineData("claimed", "planned", true)]
    [InlineData("doing", "doing", true)]
    [InlineData("blocked", "planned", false)]
    [InlineData("review", "doing", false)]
    public void LaneMapsTo_Lane_HoldsWhereItTravelsSo(string canonical, string sync, bool holds)
    {
        var assert = () => ConformanceAssert.LaneMapsTo(canonical, sync);

        if (holds)
        {
            Should.NotThrow(assert);
        }
        else
        {
            Should.Throw<ConformanceException>(assert);
        }
    }
}
