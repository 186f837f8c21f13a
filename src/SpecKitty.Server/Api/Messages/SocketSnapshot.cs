using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api.Messages;

/// <summary>The first frame of a socket: where the logs stand that it follows.</summary>
internal sealed record SocketSnapshot
{
    /// <summary><c>snapshot</c>.</summary>
    public string Type => "snapshot";

    /// <summary>The project, where the socket follows one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ProjectUuid { get; init; }

    /// <summary>The events that follow come after this sequence of the project.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Sequence { get; init; }

    /// <summary>The generation of the logs, which with a sequence makes the cursor to come back with; left out while it is 1, when the sequence alone is the cursor.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Generation { get; init; }

    /// <summary>The projects, where the socket follows every project of the caller's teams.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SocketProject>? Projects { get; init; }

    /// <summary>The newest missions of what is followed, or the one mission.</summary>
    public required IReadOnlyList<SocketMission> Missions { get; init; }
}
