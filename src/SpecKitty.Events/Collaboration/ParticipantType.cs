using System.Text.Json.Serialization;

namespace SpecKitty.Events.Collaboration;

/// <summary>What a participant is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParticipantType>))]
public enum ParticipantType
{
    /// <summary>A person.</summary>
    [JsonStringEnumMemberName("human")]
    Human,

    /// <summary>A context of a large language model: one session of a coding agent.</summary>
    [JsonStringEnumMemberName("llm_context")]
    LlmContext,
}
