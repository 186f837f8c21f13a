using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Tests.Vectors;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Tests.Validation;

/// <summary>No input makes a reader throw: it gives a value or says what is wrong.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Envelopes = [.. Members("envelopes", "event"), SampleEvents.SmallestText];
    private static readonly string[] Payloads = [.. Members("payloads", "payload"), .. WirePayloads()];
    private static readonly PayloadCatalogue[] Surfaces = [PayloadCatalogue.Contract, PayloadCatalogue.Wire];

    private readonly EventReader _library = new();
    private readonly EventReader _ingest = new(EnvelopeRules.Ingest);

    [Fact]
    public void EventReader_Noise_IsJudged() => Holds(HostileInput.Noise(), 500, EnvelopeIsJudged);

    [Fact]
    public void EventReader_AnyJson_IsJudged() => Holds(HostileInput.Json(), 1500, EnvelopeIsJudged);

    [Fact]
    public void EventReader_SpoiltEnvelopes_AreJudged() => Holds(HostileInput.Spoilt(Envelopes), 5000, EnvelopeIsJudged);

    [Fact]
    public void PayloadCatalogue_Noise_IsJudged() => Holds(HostileInput.Noise(), 200, PayloadIsJudged);

    [Fact]
    public void PayloadCatalogue_AnyJson_IsJudged() => Holds(HostileInput.Json(), 1000, PayloadIsJudged);

    [Fact]
    public void PayloadCatalogue_SpoiltPayloads_AreJudged() => Holds(HostileInput.Spoilt(Payloads), 2000, PayloadIsJudged);

    [Fact]
    public void JsonText_AnyJson_IsReadOrRefusedAndHasACanonicalForm() => Holds(HostileInput.Json(), 1500, utf8 =>
    {
        try
        {
            var text = JsonText.Parse(utf8);
            var canonical = JsonText.Parse(text.ToCanonicalUtf8());
            return canonical == text && canonical.ToCanonicalUtf8().AsSpan().SequenceEqual(text.ToCanonicalUtf8());
        }
        catch (JsonException)
        {
            return true;
        }
    });

    private static void Holds(Gen<byte[]> inputs, int times, Func<byte[], bool> holds)
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(inputs.ToArbitrary(), holds));

    private static IEnumerable<string> Members(string file, string member)
        => VectorFile.Named(file).Ids().Select(row => VectorFile.Named(file)[row.Data].TextOrNull(member)!);

    private static IEnumerable<string> WirePayloads()
        => VectorFile.Named("wire-payloads").Ids("kind", "payload").Select(row => VectorFile.Named("wire-payloads")[row.Data].GetProperty("input").GetProperty("payload").GetRawText());

    private static bool PayloadIsJudged(byte[] utf8)
        => Surfaces.All(surface => surface.Entries.All(entry =>
        {
            var read = surface.Read(entry.EventType, utf8);
            return read.IsValid == (read.Errors.Count == 0) && read.Errors.All(error => error.Message.Length < 1000);
        }));

    private bool EnvelopeIsJudged(byte[] utf8) => IsJudged(_library, utf8) && IsJudged(_ingest, utf8);

    private static bool IsJudged(EventReader reader, byte[] utf8)
    {
        var read = reader.Read(utf8);
        if (!read.IsValid)
        {
            return read.Errors.Count > 0 && read.Errors.All(error => error.Message.Length < 1000);
        }

        // What passes must also live: be written, read back the same, and be asked for its payload.
        var again = reader.Read(EventWriter.ToUtf8(read.Value));
        PayloadCatalogue.Contract.Read(read.Value);
        PayloadCatalogue.Wire.Read(read.Value);
        return again.IsValid && again.Value.Equals(read.Value)
            && EventWriter.ToCanonicalUtf8(again.Value).AsSpan().SequenceEqual(EventWriter.ToCanonicalUtf8(read.Value));
    }
}
