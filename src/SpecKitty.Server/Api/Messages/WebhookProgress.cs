using SpecKitty.Server.Storage;

namespace SpecKitty.Server.Api.Messages;

/// <summary>How far a webhook has come in one log.</summary>
internal sealed record WebhookProgress
{
    /// <summary>The project.</summary>
    public required Guid ProjectUuid { get; init; }

    /// <summary>Everything up to this sequence is settled, as it was noted last.</summary>
    public required long AfterSequence { get; init; }

    /// <summary>How often the delivery that is being tried has failed; 0 when nothing has.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried again; null when nothing has failed.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why it failed; null when nothing has.</summary>
    public required string? Error { get; init; }

    /// <summary>The answer for a cursor of the store.</summary>
    public static WebhookProgress Of(WebhookCursor cursor) => new()
    {
        ProjectUuid = cursor.ProjectId,
        AfterSequence = cursor.AfterSequence,
        Attempts = cursor.Pending?.Attempts ?? 0,
        NextAttemptAt = cursor.Pending?.NextAt,
        Error = cursor.Pending?.Error,
    };
}
