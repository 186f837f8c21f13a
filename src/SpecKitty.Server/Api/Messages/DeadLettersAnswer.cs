namespace SpecKitty.Server.Api.Messages;

/// <summary>A page of what was given up.</summary>
internal sealed record DeadLettersAnswer
{
    /// <summary>The deliveries by id, which is by age.</summary>
    public required IReadOnlyList<DeadLetterAnswer> Deliveries { get; init; }

    /// <summary>What to send as after for what follows; null at the end.</summary>
    public required string? Next { get; init; }
}
