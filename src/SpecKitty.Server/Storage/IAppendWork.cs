namespace SpecKitty.Server.Storage;

/// <summary>Something that changes one project's log, and is decided while nobody else can change it, on this node or another.</summary>
/// <remarks>
/// A store may put many works into one transaction, and runs a work again, from the beginning, when that transaction fails for another's sake.
/// So <see cref="ExecuteAsync"/> must start afresh each time, or where its last committed part ended, and show nothing to the world before <see cref="Committed"/>.
/// </remarks>
public interface IAppendWork
{
    /// <summary>The project whose lock the work needs.</summary>
    Guid ProjectId { get; }

    /// <summary>Roughly how many events the work writes, to bound a transaction.</summary>
    int Weight { get; }

    /// <summary>Whose turn the work takes where works wait for each other.</summary>
    WriteShare Share => new(ProjectId.ToString(), "");

    /// <summary>
    /// Whether <see cref="ExecuteAsync"/> did a part of the work and is to be called again for the next. A work that writes much does so in parts of a bounded size:
    /// where others wait, the store commits after a part and lets them go first.
    /// </summary>
    bool HasMore => false;

    /// <summary>Whether it only reads: it still takes its turn among the works of the project on this node, but keeps no other node waiting, and writes nothing.</summary>
    bool IsReadOnly => false;

    /// <summary>The events that the work will ask for, as far as it knows beforehand: a store may look them up for many works at once.</summary>
    IReadOnlyCollection<string> EventIds => [];

    /// <summary>The missions that the work will ask for, as far as it knows beforehand.</summary>
    IReadOnlyCollection<string> MissionIds => [];

    /// <summary>Does the work.</summary>
    /// <param name="project">The project's rows.</param>
    /// <returns>A task that ends when everything is written, before the commit.</returns>
    ValueTask ExecuteAsync(IProjectWriter project);

    /// <summary>What was written is durable. Called in the order in which the works ran, before any work of the project runs that does not share the transaction; must not throw.</summary>
    void Committed();

    /// <summary>What was written is gone. Whatever the work has changed in memory must go too; must not throw.</summary>
    void RolledBack();
}
