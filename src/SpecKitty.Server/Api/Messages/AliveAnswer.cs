namespace SpecKitty.Server.Api.Messages;

/// <summary>The process answers.</summary>
internal sealed record AliveAnswer
{
    /// <summary><c>ok</c>.</summary>
    public required string Status { get; init; }
}
