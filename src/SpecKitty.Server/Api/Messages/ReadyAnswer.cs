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
}
