namespace SpecKitty.Server.Feeds;

/// <summary>What a person looks for in a log. Conditions that are null let everything through.</summary>
internal sealed record EventFilter
{
    /// <summary>The mission.</summary>
    public string? MissionId { get; init; }

    /// <summary>The event type.</summary>
    public string? EventType { get; init; }

    /// <summary>Whoever is meant, under each of their ids: a participant, an agent or a principal.</summary>
    public IReadOnlySet<string>? Who { get; init; }

    /// <summary>What one of the event's texts must contain, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Whether events must be looked into, which no index helps with.</summary>
    public bool LooksInside => Who is not null || Text is not null;
}
