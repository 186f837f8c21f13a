namespace SpecKitty.Client.Queue;

/// <summary>What waits in the queue, in numbers.</summary>
/// <param name="Status">Rows by state, and times.</param>
/// <param name="Attempts">Undelivered events by how often the server has rejected them, the least first.</param>
/// <param name="Types">The most frequent types of undelivered events, the most frequent first.</param>
/// <param name="Reasons">The most frequent rejections of undelivered events, the most frequent first.</param>
/// <param name="Projects">Every project with undelivered events, the one with the most first.</param>
public sealed record QueueOverview(
    QueueStatus Status,
    IReadOnlyList<AttemptCount> Attempts,
    IReadOnlyList<NameCount> Types,
    IReadOnlyList<ReasonCount> Reasons,
    IReadOnlyList<NameCount> Projects);

/// <summary>How many undelivered events were rejected so often.</summary>
/// <param name="Attempts">How often.</param>
/// <param name="Events">How many events.</param>
public sealed record AttemptCount(int Attempts, long Events);

/// <summary>How many undelivered events have a type or a project.</summary>
/// <param name="Name">The type, or the project's UUID.</param>
/// <param name="Events">How many events.</param>
public sealed record NameCount(string Name, long Events);

/// <summary>How many undelivered events were rejected for a reason.</summary>
/// <param name="Category">The category, in the words of the contract.</param>
/// <param name="Reason">The words of the rejection.</param>
/// <param name="Events">How many events.</param>
public sealed record ReasonCount(string Category, string Reason, long Events);
