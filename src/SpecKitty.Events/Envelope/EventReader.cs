using System.Text.Json;
using System.Text.Unicode;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>Reads envelopes from UTF-8 and reports every fault of a bad one.</summary>
/// <remarks>A reader remembers texts that repeat through a log, so keep one for many envelopes. One thread uses it at a time.</remarks>
public sealed class EventReader
{
    /// <summary>How deep objects and lists may nest in an envelope, the envelope itself counted.</summary>
    public const int MaxDepth = JsonHygiene.MaxDepth;

    private readonly EnvelopeRules _rules;
    private readonly Utf8StringCache _texts = new();
    private readonly SharedSurroundings _lately = new();

    /// <summary>Makes a reader.</summary>
    /// <param name="rules">How strictly to read; <see cref="EnvelopeRules.Library"/> when null.</param>
    public EventReader(EnvelopeRules? rules = null) => _rules = rules ?? EnvelopeRules.Library;

    internal Utf8StringCache Texts => _texts;

    /// <summary>Reads one envelope.</summary>
    /// <param name="utf8">The text of one JSON object, at most 64 levels deep. The event keeps the memory for its payload, so it must not change afterwards.</param>
    /// <returns>The event, or all its faults.</returns>
    public ContractResult<Event> Read(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            return Refused(new ContractError(ContractErrorCode.InvalidText, "", ContractMessages.NotUtf8()));
        }

        try
        {
            return new EnvelopeRead(utf8, _rules, _texts, _lately).Run();
        }
        catch (JsonException exception)
        {
            return Refused(JsonHygiene.Malformed(exception));
        }
    }

    /// <summary>Reads one envelope.</summary>
    /// <param name="json">The text of one JSON object.</param>
    /// <returns>The event, or all its faults.</returns>
    public ContractResult<Event> Read(string json) => JsonHygiene.Encode(json, out var utf8) is { } fault ? Refused(fault) : Read(utf8);

    private static ContractResult<Event> Refused(ContractError error) => new([error]);
}
