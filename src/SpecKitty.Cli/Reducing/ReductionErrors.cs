using System.Text.Json;
using SpecKitty.Cli.Output;
using SpecKitty.Events.Collaboration;
using SpecKitty.Events.Validation;
using SpecKitty.Events.Values;

namespace SpecKitty.Cli.Reducing;

/// <summary>Writes why a log has no state: <c>kind</c>, <c>event_id</c>, <c>event_type</c>, <c>participant_id</c>, <c>message</c>.</summary>
internal static class ReductionErrors
{
    /// <summary>The kind of a log that cannot be read at all; its faults are in <c>errors</c>.</summary>
    public const string InvalidInput = "INVALID_INPUT";

    /// <summary>Writes the members of a strict violation.</summary>
    public static void Write(Utf8JsonWriter json, CollaborationViolation violation)
    {
        json.WriteString("kind", Vocabulary<CollaborationAnomalyCode>.Instance.TextOf(violation.Code));
        json.WriteString("event_id", violation.EventId.ToString());
        json.WriteString("event_type", violation.EventType);
        json.WriteString("participant_id", violation.ParticipantId);
        json.WriteString("message", violation.Message);
    }

    /// <summary>Writes the members of an input that cannot be read.</summary>
    public static void Write(Utf8JsonWriter json, string message, IEnumerable<ContractError> faults)
    {
        json.WriteString("kind", InvalidInput);
        json.WriteNull("event_id");
        json.WriteNull("event_type");
        json.WriteNull("participant_id");
        json.WriteString("message", message);
        json.WriteStartArray("errors");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            FaultJson.WriteMembers(json, fault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
