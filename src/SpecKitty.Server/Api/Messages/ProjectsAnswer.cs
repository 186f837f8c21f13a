namespace SpecKitty.Server.Api.Messages;

/// <summary>Projects of the caller's teams, by UUID.</summary>
internal sealed record ProjectsAnswer
{
    /// <summary>The projects.</summary>
    public required IReadOnlyList<ProjectAnswer> Projects { get; init; }

    /// <summary>What to send as <c>after</c> for what follows; null at the end.</summary>
    public string? Next { get; init; }
}
