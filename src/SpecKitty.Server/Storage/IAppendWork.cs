namespace SpecKitty.Server.Storage;

/// <summary>Something that changes one project's log, and is decided while nobody else can change it, on this node or another.</summary>
/// <remarks>
/// A store may put many works into one transaction, and runs a work again, from the beginning, when that transaction fails for another's sake.
/// So <see cref="ExecuteAsync"/> must start afresh each time and show nothing to the world before <see cref="Committed"/>.
/// </remarks>
public interface IAppendWork
{
    /// <summary>The project whose lock the work needs.</summary>
    Guid ProjectId { get; }

    /// <summary>Roughly how many events the work writes, to bound a transaction.</summary>
    int Weight { get; }

    /// <summary>Whether it only reads: it still takes its turn among the works of the project on this node, but keeps no other node waiting, and writes nothing.</summary>
    bool IsReadOnly => false;

    /// <summary>The events that the work will look for among those of the project, as far as it knows: a store may look them up beforehand, for all works of a transaction at once.</summary>
    IReadOnlyCollection<string> SoughtEvents => [];

    /// <summary>Does the work.</summary>
    /// <param name="project">The project's rows.</param>
    /// <returns>A task that ends when everything is written, before the commit.</returns>
    ValueTask ExecuteAsync(IProjectWriter project);

    /// <summary>What was written is durable. Called in the order in which the works ran, before any work of the project runs that does not share the transaction; must not throw.</summary>
    void Committed();

    /// <summary>What was written is gone. Whatever the work has changed in memory must go too; must not throw.</summary>
    void RolledBack();
}
