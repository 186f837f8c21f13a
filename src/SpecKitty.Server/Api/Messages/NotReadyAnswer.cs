namespace SpecKitty.Server.Api.Messages;

/// <summary>The server should be sent no requests now.</summary>
internal sealed record NotReadyAnswer
{
    /// <summary>What is wrong, in a few words.</summary>
    public required string Error { get; init; }

    /// <summary>Every reason, one after the other.</summary>
    public required string Details { get; init; }

    /// <summary><c>not ready</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The reasons, one by one.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
}
