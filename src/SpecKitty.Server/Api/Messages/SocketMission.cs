using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A mission of the project that a socket follows.</summary>
internal sealed record SocketMission
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The greatest clock of its events, where the socket follows this mission alone; else absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LamportClock { get; init; }
}
