using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>A delivery that was given up.</summary>
internal sealed record DeadLetterAnswer
{
    /// <summary>Its id, a ULID; the receiver was told the same.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>Its events come behind this sequence.</summary>
    public required long AfterSequence { get; init; }

    /// <summary>The sequence of its last event.</summary>
    public required long UpToSequence { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was first tried.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it was given up.</summary>
    public required DateTimeOffset DiedAt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public required string Error { get; init; }

    /// <summary>Whether it is about to be tried once more.</summary>
    public required bool Retrying { get; init; }

    /// <summary>The answer for a delivery of the store.</summary>
    public static DeadLetterAnswer Of(WebhookDeadLetter letter) => new()
    {
        DeliveryId = letter.DeliveryId,
        ProjectUuid = letter.ProjectId,
        AfterSequence = letter.AfterSequence,
        UpToSequence = letter.UpTo,
        Attempts = letter.Attempts,
        BeganAt = letter.BeganAt,
        DiedAt = letter.DiedAt,
        Error = letter.Error,
        Retrying = letter.IsRetrying,
    };
}
