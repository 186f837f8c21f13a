namespace SpecKitty.Server.Dashboard.Views.Browsing;

/// <summary>A page of the log of a project, as far as somebody looks for something in it.</summary>
public sealed record EventListView
{
    /// <summary>What the project is called.</summary>
    public required string Project { get; init; }

    /// <summary>The log's own address, without a filter.</summary>
    public required string Address { get; init; }

    /// <summary>What the visitor looks for.</summary>
    public required EventQuestion Question { get; init; }

    /// <summary>The event types to choose from.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The missions to choose from, newest first, by id and title.</summary>
    public required IReadOnlyList<(string Id, string Title)> Missions { get; init; }

    /// <summary>What was found.</summary>
    public required IReadOnlyList<EventRowView> Rows { get; init; }

    /// <summary>How many events the log has taken in.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Where the search goes on; null at its end.</summary>
    public required string? NextAddress { get; init; }

    /// <summary>The beginning of the search; null when this is it.</summary>
    public required string? FirstAddress { get; init; }

    /// <summary>Why the search stopped before the page was full; null when it did not.</summary>
    public required string? CutNotice { get; init; }
}
