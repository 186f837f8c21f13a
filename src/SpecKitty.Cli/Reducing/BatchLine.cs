using System.Globalization;
using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Envelope;
using SpecKitty.Events.Json;
using SpecKitty.Events.Reduction;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Reducing;

/// <summary>One line of a batch of reductions, read: what to do, and what stands against it.</summary>
internal sealed class BatchLine
{
    private readonly List<ContractError> _lineFaults = [];
    private readonly List<ContractError> _eventFaults = [];
    private readonly List<Event> _log = [];

    private BatchLine(JsonSlices members, ReductionRequest defaults)
    {
        Members = members;
        Request = defaults;
    }

    /// <summary>The members of the line.</summary>
    public JsonSlices Members { get; }

    /// <summary>How to reduce. Good only while <see cref="LineFaults"/> is empty.</summary>
    public ReductionRequest Request { get; private set; }

    /// <summary>The events, in delivery order. Complete only while <see cref="EventFaults"/> is empty.</summary>
    public IReadOnlyList<Event> Log => _log;

    /// <summary>What is wrong with the line itself.</summary>
    public IReadOnlyList<ContractError> LineFaults => _lineFaults;

    /// <summary>What is wrong with the envelopes that the line carries; paths begin with <c>events.</c> and the position from 0.</summary>
    public IReadOnlyList<ContractError> EventFaults => _eventFaults;

    /// <summary>Reads a line.</summary>
    /// <param name="line">Its text.</param>
    /// <param name="defaults">What holds where the line is silent.</param>
    /// <param name="reader">Reads its envelopes.</param>
    public static BatchLine Read(ReadOnlyMemory<byte> line, ReductionRequest defaults, EventReader reader)
    {
        var members = JsonSlices.Read(line);
        var batch = new BatchLine(members, defaults);
        if (members.Fault is { } fault)
        {
            batch._lineFaults.Add(new ContractError(members.FaultCode, "", $"The line must be one JSON object with id, reducer, mode, roster and events; {fault}."));
            return batch;
        }

        batch.Request = new ReductionRequest(
            batch.Word("reducer", defaults.Reducer, Vocabulary<ReducerName>.Instance),
            batch.Word("mode", defaults.Mode, Vocabulary<ReductionMode>.Instance),
            batch.ReadRoster(),
            defaults.MissionId);
        batch.ReadEvents(reader);
        return batch;
    }

    private T Word<T>(string name, T otherwise, Vocabulary<T> vocabulary)
        where T : struct, Enum
    {
        if (Members[name].IsNull)
        {
            return otherwise;
        }

        if (Members.TryGetText(name, out var text) && vocabulary.TryParse(text, out var word))
        {
            return word;
        }

        _lineFaults.Add(new ContractError(ContractErrorCode.NotInVocabulary, name, $"{name} must be one of {string.Join(", ", vocabulary.Words)}; it is {Members[name].Shown}."));
        return otherwise;
    }

    private IReadOnlyDictionary<string, ParticipantIdentity>? ReadRoster()
    {
        if (Members["roster"].IsNull)
        {
            return null;
        }

        var roster = ContractJson.ReadRoster(Members["roster"].Raw);
        _lineFaults.AddRange(roster.Errors.Select(fault => fault.Under("roster")));
        return roster.Value;
    }

    private void ReadEvents(EventReader reader)
    {
        var events = Members["events"];
        if (events.Type != JsonTokenType.StartArray)
        {
            _lineFaults.Add(new ContractError(
                events.Type == JsonTokenType.None ? ContractErrorCode.MissingField : ContractErrorCode.WrongType,
                "events",
                events.Type == JsonTokenType.None ? "events is required and is missing: add the list of envelopes." : $"events must be a list of envelopes; it is {events.Shown}."));
            return;
        }

        var position = 0;
        foreach (var item in events.Items())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"events.{position++}");
            if (item.Type == JsonTokenType.String && !item.TryGetText(out _))
            {
                _eventFaults.Add(new ContractError(ContractErrorCode.InvalidText, place, $"{place} holds half of a surrogate pair: send the whole character."));
                continue;
            }

            var read = reader.Read(item.TryGetText(out var text) ? text : item.Raw);
            if (read.IsValid)
            {
                _log.Add(read.Value);
            }

            _eventFaults.AddRange(read.Errors.Select(error => error.Under(place)));
        }
    }
}
