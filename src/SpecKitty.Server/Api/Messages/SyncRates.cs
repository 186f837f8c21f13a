namespace SpecKitty.Server.Api.Messages;

/// <summary>How much may be sent in a minute; more: 429. 0 is no limit.</summary>
internal sealed record SyncRates
{
    /// <summary>Batches and frames of one principal.</summary>
    public required int PrincipalRequestsPerMinute { get; init; }

    /// <summary>Events of one principal.</summary>
    public required int PrincipalEventsPerMinute { get; init; }

    /// <summary>Batches and frames of one team.</summary>
    public required int TeamRequestsPerMinute { get; init; }

    /// <summary>Events of one team.</summary>
    public required int TeamEventsPerMinute { get; init; }
}
