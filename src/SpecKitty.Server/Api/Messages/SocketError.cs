namespace SpecKitty.Server.Api.Messages;

/// <summary>An event that came through a socket was not judged.</summary>
internal sealed record SocketError
{
    /// <summary><c>error</c>.</summary>
    public string Type => "error";

    /// <summary>The event, as its id is written; what stood in its place when that was no id; null when nothing did.</summary>
    public required string? EventId { get; init; }

    /// <summary>What is wrong, in a few words.</summary>
    public required string Error { get; init; }

    /// <summary>The rule, and what to do.</summary>
    public required string Details { get; init; }

    /// <summary>After how many seconds to send the same again.</summary>
    public required int RetryAfter { get; init; }
}
