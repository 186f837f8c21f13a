using SpecKitty.Events.Values;

namespace SpecKitty.Events.Envelope;

/// <summary>The members of an envelope that few events have.</summary>
internal sealed record EventSurroundings
{
    /// <summary>None of them.</summary>
    public static EventSurroundings None { get; } = new();

    public string? AggregateType { get; init; }

    public string? TeamSlug { get; init; }

    public string? GitBranch { get; init; }

    public string? HeadCommitSha { get; init; }

    public string? RepoSlug { get; init; }

    public string? BuildId { get; init; }

    public EquatableMap<string, JsonText> UnknownMembers { get; init; } = EquatableMap<string, JsonText>.Empty;
}
