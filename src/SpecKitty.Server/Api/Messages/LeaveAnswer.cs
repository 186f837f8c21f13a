namespace SpecKitty.Server.Api.Messages;

/// <summary>A participant whose part has ended.</summary>
internal sealed record LeaveAnswer
{
    /// <summary>Who.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>The mission's clock behind the leave.</summary>
    public required long LamportClock { get; init; }
}
