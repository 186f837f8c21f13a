namespace SpecKitty.Server.Api.Messages;

/// <summary>One of the projects that a socket follows, where it follows all of the caller's.</summary>
internal sealed record SocketProject
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>The events that follow come after this sequence of the project.</summary>
    public required long Sequence { get; init; }
}
