namespace SpecKitty.Server.Api.Messages;

/// <summary>The server takes requests.</summary>
internal sealed record ReadyAnswer
{
    /// <summary><c>ready</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Where the data is: <c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Storage { get; init; }

    /// <summary>Milliseconds that the storage took to answer.</summary>
    public required double StorageAnsweredInMs { get; init; }

    /// <summary>Writes that wait for their turn.</summary>
    public required int WaitingWrites { get; init; }

    /// <summary>Milliseconds that the clock of this machine is ahead of the database's; negative when it is behind, null where the database is a file of this machine.</summary>
    public required double? ClockAheadMs { get; init; }

    /// <summary>What should be put right, though requests are served: a clock that differs by more than a second.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
