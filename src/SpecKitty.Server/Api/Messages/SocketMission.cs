using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A mission of what a socket follows.</summary>
internal sealed record SocketMission
{
    /// <summary>The mission.</summary>
    public required string MissionId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>The greatest clock of its events, where the socket follows this mission alone; else absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LamportClock { get; init; }

    /// <summary>Its project, where the socket follows every project of the caller's teams; else absent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ProjectUuid { get; init; }
}
