using System.Text;
using System.Text.Json;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Schemas;
using SpecKitty.Events.Shapes;
using SpecKitty.Events.Tests.Vectors;

namespace SpecKitty.Events.Tests.Envelope;

/// <summary>The envelope is read by hand and described by a shape: both, and the schema made from it, must say the same.</summary>
public sealed class EnvelopeFieldsTests
{
    private static readonly ModelShape<object> Described = new(EnvelopeFields.Summary, [.. EnvelopeFields.All], static (in FieldValues _) => new object());

    private static readonly string[] Values =
    [
        "null", "7", "-1", "1.5", "5", "true", "[]", "{}", "\"\"", "\"x\"", "\"1.0.0\"", "\"1.0\"", "\"2026-02-15T10:00:00Z\"", "\"2026-02-15T10:00:00\"",
        "\"01KGG0A2TKJF6MFYV5BJ31TKXX\"", "\"81KGG0A2TKJF6MFYV5BJ31TKXX\"", "\"550e8400-e29b-41d4-a716-446655440000\"", "\"550e8400e29b41d4a716446655440000\"",
        "\"{550e8400-e29b-41d4-a716-446655440000}\"", "\"urn:uuid:550e8400-e29b-41d4-a716-446655440000\"", "99999999999999999999",
    ];

    public static TheoryData<string> Members => [.. EnvelopeFields.All.Select(member => member.Name)];

    public static TheoryData<string> Recorded => VectorFile.Named("envelopes").Ids();

    [Theory]
    [MemberData(nameof(Members))]
    public void Reader_EachMemberWithEachValue_AgreesWithShape(string member)
    {
        foreach (var value in Values)
        {
            var text = WithMember(member, value);

            FaultsOfShape(text).ShouldBe(FaultsOfReader(text), $"{member} = {value}");
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Schema_RecordedEnvelope_AgreesWithReaderWhereFormatsAreNotAsked(string id)
    {
        var text = Encoding.UTF8.GetBytes(VectorFile.Named("envelopes")[id].GetProperty("event").GetString()!);
        var isValid = new EventReader().Read(text).IsValid;

        // Formats are annotations: dates and UUIDs are the reader's to judge.
        var byFormat = VectorFile.Named("envelopes")[id].GetProperty("broken").GetString() is "timestamp" or "project_uuid";
        var bySchema = ContractSchemas.Get("event").IsValid(text);

        (bySchema || !isValid).ShouldBeTrue();
        (isValid || byFormat || !bySchema).ShouldBeTrue();
    }

    [Fact]
    public void Fields_All_AreDescribed() => EnvelopeFields.All.ShouldAllBe(member => member.Shape.Describe().Length > 0 && member.Description.Length > 0);

    private static byte[] WithMember(string member, string value)
    {
        using var smallest = JsonDocument.Parse(SampleEvents.SmallestText);
        var members = smallest.RootElement.EnumerateObject().Where(other => other.Name != member).Select(other => $"\"{other.Name}\":{other.Value.GetRawText()}");
        return Encoding.UTF8.GetBytes($"{{\"{member}\":{value},{string.Join(',', members)}}}");
    }

    private static string[] FaultsOfReader(byte[] text) => [.. new EventReader().Read(text).Errors.Select(error => $"{error.Path} {error.Code}")];

    private static string[] FaultsOfShape(byte[] text) => [.. ShapeReader.Read<object>(text, Described).Errors.Select(error => $"{error.Path} {error.Code}")];
}
