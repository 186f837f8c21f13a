using SpecKitty.Events.Values;

namespace SpecKitty.Events.Collaboration.Warnings;

/// <summary>Where a warning stands at one moment. What each participant answered stands in its <see cref="WarningEntry.Acknowledgements"/>.</summary>
public sealed record WarningStatus
{
    /// <summary>The warning.</summary>
    public required string WarningId { get; init; }

    /// <summary>How far it has come.</summary>
    public required WarningStanding Standing { get; init; }

    /// <summary>Whose answer is missing: concerned, on the roster, silent, and not gone in between unless the overlap has come about anew.</summary>
    public required EquatableSet Awaiting { get; init; }

    /// <summary>When it was raised; null while only an acknowledgement is known.</summary>
    public DateTimeOffset? RaisedAt { get; init; }

    /// <summary>Until when somebody should have answered; null unless it is open.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether that moment has come and nobody has answered.</summary>
    public required bool IsOverdue { get; init; }
}
