using SpecKitty.Server.Projections;

namespace SpecKitty.Server.Api.Messages;

/// <summary>What this server judges participants and warnings by, in seconds: enough for a view to go on judging by the same data.</summary>
internal sealed record PresenceThresholdsAnswer
{
    /// <summary>How often a client should send a heartbeat.</summary>
    public required double HeartbeatSeconds { get; init; }

    /// <summary>The age of the last heartbeat at which a participant is stale.</summary>
    public required double StaleAfterSeconds { get; init; }

    /// <summary>The age of the last heartbeat at which a participant is gone.</summary>
    public required double GoneAfterSeconds { get; init; }

    /// <summary>How long a step runs until its participant is stuck.</summary>
    public required double StepStuckAfterSeconds { get; init; }

    /// <summary>How long a participant is alive without a step and without work until it is stuck.</summary>
    public required double ProgressStuckAfterSeconds { get; init; }

    /// <summary>How long nobody has to answer a warning before it is overdue.</summary>
    public required double WarningDueSeconds { get; init; }

    /// <summary>The answer for a server's options.</summary>
    public static PresenceThresholdsAnswer Of(PresenceOptions options) => new()
    {
        HeartbeatSeconds = options.Thresholds.HeartbeatEvery.TotalSeconds,
        StaleAfterSeconds = options.Thresholds.StaleAfter.TotalSeconds,
        GoneAfterSeconds = options.Thresholds.GoneAfter.TotalSeconds,
        StepStuckAfterSeconds = options.Thresholds.StepStuckAfter.TotalSeconds,
        ProgressStuckAfterSeconds = options.Thresholds.ProgressStuckAfter.TotalSeconds,
        WarningDueSeconds = options.WarningDue.TotalSeconds,
    };
}
