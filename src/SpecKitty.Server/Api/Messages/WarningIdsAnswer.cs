namespace SpecKitty.Server.Api.Messages;

/// <summary>Warnings that are given by their ids alone.</summary>
internal sealed record WarningIdsAnswer
{
    /// <summary>How many there are.</summary>
    public required int Count { get; init; }

    /// <summary>Their ids, in the order in which they first came up.</summary>
    public required IReadOnlyList<string> WarningIds { get; init; }

    /// <summary>The answer for ids.</summary>
    public static WarningIdsAnswer Of(IReadOnlyList<string> ids) => new() { Count = ids.Count, WarningIds = ids };
}
