namespace SpecKitty.Server.Api.Messages;

/// <summary>Members of a team, by name.</summary>
internal sealed record MembersAnswer
{
    /// <summary>The members.</summary>
    public required IReadOnlyList<MemberAnswer> Members { get; init; }

    /// <summary>What to send as <c>after</c> for what follows; null at the end.</summary>
    public string? Next { get; init; }
}
