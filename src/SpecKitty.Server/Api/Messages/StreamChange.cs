using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Something about a mission is judged differently than before, be it by an event or because time has passed.</summary>
internal sealed record StreamChange
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The moment that is judged, by the server's clock.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary><c>presence</c> or <c>warning</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of a presence, whose.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ParticipantId { get; init; }

    /// <summary>Of a presence, how the participant does now, as in the state.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PresenceAnswer? Presence { get; init; }

    /// <summary>Of a warning, where it stands now, as in the state.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WarningStandingAnswer? Warning { get; init; }
}
