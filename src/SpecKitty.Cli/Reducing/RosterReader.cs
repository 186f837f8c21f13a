using System.Buffers;
using System.Text.Json;
using SpecKitty.Cli.Input;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Validation;

namespace SpecKitty.Cli.Reducing;

/// <summary>Reads a roster: a JSON object of participant id to participant identity.</summary>
internal static class RosterReader
{
    private const string IdentityMember = "participant_identity";

    /// <summary>Reads a roster.</summary>
    /// <param name="utf8">One JSON object.</param>
    /// <param name="faults">Every fault; paths begin at the roster.</param>
    /// <returns>The participants, where there are no faults.</returns>
    public static IReadOnlyDictionary<string, ParticipantIdentity> Read(ReadOnlyMemory<byte> utf8, out IReadOnlyList<ContractError> faults)
    {
        var found = new List<ContractError>();
        faults = found;
        var roster = new Dictionary<string, ParticipantIdentity>(StringComparer.Ordinal);
        var slices = JsonSlices.Read(utf8);
        if (slices.Fault is { } fault)
        {
            found.Add(new ContractError(
                slices.FaultCode,
                "",
                $"The roster must be a JSON object such as {{\"p-1\": {{\"participant_id\": \"p-1\", \"participant_type\": \"human\"}}}}; {fault}."));
            return roster;
        }

        foreach (var (id, value) in slices.All)
        {
            if (ReadIdentity(value.Raw, found, id) is not { } identity)
            {
                continue;
            }

            if (identity.ParticipantId == id)
            {
                roster.Add(id, identity);
            }
            else
            {
                found.Add(new ContractError(
                    ContractErrorCode.RuleBroken,
                    $"{id}.participant_id",
                    $"{id}.participant_id must be the participant that the roster lists it under, \"{id}\"; it is \"{identity.ParticipantId}\"."));
            }
        }

        return roster;
    }

    // An identity comes in the payload of a join, so it is held against exactly the rules that hold there.
    private static ParticipantIdentity? ReadIdentity(ReadOnlyMemory<byte> raw, List<ContractError> faults, string id)
    {
        var payload = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(payload, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("participant_id", "p");
            json.WriteString("mission_id", "m");
            json.WritePropertyName(IdentityMember);
            json.WriteRawValue(raw.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        var read = PayloadCatalogue.Contract.Read(CollaborationEventTypes.ParticipantJoined, payload.WrittenMemory);
        faults.AddRange(read.Errors.Select(error => Renamed(error, id)));
        return (read.Value as ParticipantJoinedPayload)?.ParticipantIdentity;
    }

    private static ContractError Renamed(ContractError error, string id)
    {
        var path = error.Path.StartsWith(IdentityMember, StringComparison.Ordinal) ? id + error.Path[IdentityMember.Length..] : id;
        var message = error.Path.Length > 0 && error.Message.StartsWith(error.Path, StringComparison.Ordinal) ? path + error.Message[error.Path.Length..] : error.Message;
        return new ContractError(error.Code, path, message);
    }
}
