using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Lanes;
using SpecKitty.Events.Validation;

namespace SpecKitty.Events.Tests.Vectors;

public sealed class PayloadVectorTests
{
    private static readonly VectorFile Payloads = VectorFile.Named("payloads");
    private static readonly VectorFile Wire = VectorFile.Named("wire-payloads");
    private static readonly VectorFile Envelopes = VectorFile.Named("envelopes");

    public static TheoryData<string> ContractIds => Payloads.Ids();

    public static TheoryData<string> WireIds => Wire.Ids("kind", "payload");

    public static TheoryData<string> CollapseIds => Wire.Ids("kind", "lane_collapse");

    public static TheoryData<string> EnvelopeIds => Envelopes.Ids();

    [Theory]
    [MemberData(nameof(ContractIds))]
    public void ContractPayload_Vector_IsJudgedAsRecorded(string id)
    {
        var vector = Payloads[id];

        var read = PayloadCatalogue.Contract.Read(vector.TextOrNull("event_type")!, vector.TextOrNull("payload")!);

        read.IsValid.ShouldBe(vector.GetProperty("valid").GetBoolean(), string.Join("; ", read.Errors));
        vector.GetProperty("fields").Texts().ShouldBeSubsetOf(Paths(read.Errors));
    }

    [Theory]
    [MemberData(nameof(WireIds))]
    public void WirePayload_Vector_IsJudgedAsRecorded(string id)
    {
        var input = Wire[id].GetProperty("input");
        var expected = Wire[id].GetProperty("expected");

        var read = PayloadCatalogue.Wire.Read(input.TextOrNull("event_type")!, input.GetProperty("payload").GetRawText());

        read.IsValid.ShouldBe(expected.GetProperty("valid").GetBoolean(), string.Join("; ", read.Errors));
        if (expected.TryGetProperty("fields", out var fields))
        {
            fields.Texts().ShouldBeSubsetOf(Paths(read.Errors));
        }
    }

    [Theory]
    [MemberData(nameof(CollapseIds))]
    public void LaneCollapse_Vector_SendsWhatIsRecorded(string id)
    {
        var input = Wire[id].GetProperty("input");
        var expected = Wire[id].GetProperty("expected");

        var sent = LaneMapping.Collapse(input.TextOrNull("from"), input.TextOrNull("to")!);

        if (expected.ValueKind == JsonValueKind.Null)
        {
            sent.ShouldBeNull();
            return;
        }

        var (previous, entered) = sent.ShouldNotBeNull();
        previous.ToText().ShouldBe(expected.TextOrNull("previous_status"));
        entered.ToText().ShouldBe(expected.TextOrNull("new_status"));
    }

    [Theory]
    [MemberData(nameof(EnvelopeIds))]
    public void Envelope_Vector_IsJudgedAsRecorded(string id)
    {
        var vector = Envelopes[id];

        var read = new EventReader().Read(vector.TextOrNull("event")!);

        read.IsValid.ShouldBe(vector.GetProperty("valid").GetBoolean(), string.Join("; ", read.Errors));
        if (!read.IsValid)
        {
            Paths(read.Errors).ShouldContain(vector.TextOrNull("broken") ?? "");
        }
    }

    private static string[] Paths(IEnumerable<ContractError> errors) => [.. errors.Select(error => error.Path)];
}
