using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Tests.Vectors;

namespace SpecKitty.Events.Tests.Envelope;

public sealed class EventWriterTests
{
    public static TheoryData<string> ValidEnvelopes => VectorFile.Named("envelopes").Ids();

    [Fact]
    public void ToText_Smallest_WritesTheContractsOrder()
        => EventWriter.ToText(new EventReader().Read(SampleEvents.SmallestText).ValueOrThrow()).ShouldBe(
            """
            {"event_id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","event_type":"Noted","aggregate_id":"A","payload":{},"timestamp":"2026-02-15T10:54:55Z","node_id":"n","lamport_clock":1,"causation_id":null,"project_uuid":"550e8400-e29b-41d4-a716-446655440000","project_slug":null,"correlation_id":"01ARZ3NDEKTSV4RRFFQ69G5FAW","schema_version":"1.0.0","data_tier":0}
            """);

    [Fact]
    public void ToText_WhatCameAsText_IsGivenBackToTheByte()
    {
        var text = EventWriter.ToText(new EventReader().Read(SampleEvents.With(
            """
            "payload":{ "b" : 1.50, "a":"\u0041\ud83d\udc31" },"x-Unknown":[1e2, null ],"team_slug":"t"
            """).Replace("10:54:55Z", "10:54:55.1234567-00:00", StringComparison.Ordinal)).ValueOrThrow());

        text.ShouldContain("""
            "payload":{ "b" : 1.50, "a":"\u0041\ud83d\udc31" },
            """);
        text.ShouldContain("\"timestamp\":\"2026-02-15T10:54:55.1234567-00:00\"");
        text.ShouldEndWith("\"team_slug\":\"t\",\"x-Unknown\":[1e2, null ]}");
    }

    [Theory]
    [MemberData(nameof(ValidEnvelopes))]
    public void ToUtf8_EnvelopeOfTheVectors_ReadsBackEqual(string id)
    {
        var read = new EventReader().Read(VectorFile.Named("envelopes")[id].TextOrNull("event")!);
        if (!read.IsValid)
        {
            return;
        }

        var again = new EventReader().Read(EventWriter.ToUtf8(read.Value)).ValueOrThrow();

        again.ShouldBe(read.Value);
        again.GetHashCode().ShouldBe(read.Value.GetHashCode());
        EventWriter.ToText(again).ShouldBe(EventWriter.ToText(read.Value));
    }

    [Fact]
    public void ToText_TextsThatNeedEscapes_ReadBackEqual()
    {
        var value = SampleEvents.Event(1, node: "quote \" back \\ line \n tab \t cat \U0001F431 \u2028", payload: """{"a":1}""");

        new EventReader().Read(EventWriter.ToText(value)).ValueOrThrow().ShouldBe(value);
    }

    [Fact]
    public void ToText_WithoutCorrelation_LeavesItOut()
    {
        var text = EventWriter.ToText(SampleEvents.Event(1) with { CorrelationId = null });

        JsonDocument.Parse(text).RootElement.TryGetProperty("correlation_id", out _).ShouldBeFalse();
        new EventReader(EnvelopeRules.Ingest).Read(text).ValueOrThrow().CorrelationId.ShouldBeNull();
    }

    [Fact]
    public void ToCanonicalUtf8_OtherSpellingOfTheSameEvent_IsTheSameBytes()
    {
        var one = new EventReader().Read(SampleEvents.With("\"payload\":{\"a\":1.0,\"b\":\"x\"},\"u\":1,\"v\":2")).ValueOrThrow();
        var other = new EventReader().Read(SampleEvents.With("\"v\":2e0,\"u\":1,\"payload\":{\"b\" : \"\\u0078\",\"a\":1}")).ValueOrThrow();

        one.ShouldBe(other);
        EventWriter.ToCanonicalUtf8(one).ShouldBe(EventWriter.ToCanonicalUtf8(other));
    }

    [Fact]
    public void ToCanonicalUtf8_PayloadAsDeepAsJsonMayBe_IsWritten()
    {
        var payload = $"{{\"a\":{new string('[', 63)}{new string(']', 63)}}}";

        Should.NotThrow(() => EventWriter.ToCanonicalUtf8(SampleEvents.Event(1, payload: payload)));
    }
}
