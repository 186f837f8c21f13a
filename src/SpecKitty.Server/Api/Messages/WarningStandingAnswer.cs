using SpecKitty.Events.Collaboration.Warnings;

namespace SpecKitty.Server.Api.Messages;

/// <summary>Where a warning stands at one moment.</summary>
internal sealed record WarningStandingAnswer
{
    /// <summary>The warning, as in the state.</summary>
    public required string WarningId { get; init; }

    /// <summary>How far it has come: open, partly_acknowledged or settled.</summary>
    public required WarningStanding Standing { get; init; }

    /// <summary>Whose answer is missing: concerned, on the roster, silent, and not gone in between unless the overlap has come about anew. Sorted.</summary>
    public required IReadOnlyList<string> Awaiting { get; init; }

    /// <summary>When it came, by the server's clock; null while only an acknowledgement of it is known.</summary>
    public required DateTimeOffset? RaisedAt { get; init; }

    /// <summary>Until when somebody should have answered; null unless it is open.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether that moment has come and nobody has answered.</summary>
    public required bool IsOverdue { get; init; }

    /// <summary>The answer for an assessment.</summary>
    public static WarningStandingAnswer Of(WarningStatus status) => new()
    {
        WarningId = status.WarningId,
        Standing = status.Standing,
        Awaiting = [.. status.Awaiting],
        RaisedAt = status.RaisedAt,
        DueAt = status.DueAt,
        IsOverdue = status.IsOverdue,
    };
}
