namespace SpecKitty.Server.Api.Messages;

/// <summary>The first frame of a socket: where the log stands that it follows.</summary>
internal sealed record SocketSnapshot
{
    /// <summary><c>snapshot</c>.</summary>
    public string Type => "snapshot";

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The events that follow come after this sequence of the project.</summary>
    public required long Sequence { get; init; }

    /// <summary>The project's newest missions, or the one that the socket follows.</summary>
    public required IReadOnlyList<SocketMission> Missions { get; init; }
}
