namespace SpecKitty.Server.Api.Messages;

/// <summary>What went wrong.</summary>
internal sealed record ErrorAnswer
{
    /// <summary>What is wrong, in a few words.</summary>
    public required string Error { get; init; }

    /// <summary>The rule, what arrived and what to do.</summary>
    public required string Details { get; init; }
}
