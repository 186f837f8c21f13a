namespace SpecKitty.Server.Storage.GroupCommit;

/// <summary>The transactions of a lane, one after the other.</summary>
internal interface IGroupTransactions<TTransaction>
{
    /// <summary>Waits until the lane may have a transaction. What waits meanwhile is taken into it.</summary>
    /// <param name="share">Whose turn it takes, where lanes wait for each other.</param>
    ValueTask EnterAsync(WriteShare share);

    /// <summary>Whether another lane waits for what this one has entered.</summary>
    bool OthersWait => false;

    /// <summary>Gives up what <see cref="EnterAsync"/> has waited for.</summary>
    void Leave();

    /// <summary>Begins one.</summary>
    /// <param name="group">What will run in it, in order.</param>
    /// <param name="isReadOnly">Whether it will write nothing.</param>
    ValueTask<TTransaction> BeginAsync(IReadOnlyList<GroupedWrite<TTransaction>> group, bool isReadOnly);

    /// <summary>Makes it durable.</summary>
    ValueTask CommitAsync(TTransaction transaction);

    /// <summary>Undoes it, as far as the database has not done so by itself. Must not throw.</summary>
    ValueTask RollbackAsync(TTransaction transaction);

    /// <summary>Judges what went wrong.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="isCommitting">Whether the commit was under way.</param>
    GroupFault Judge(Exception exception, bool isCommitting);

    /// <summary>Does what makes another attempt more likely to succeed. Must not throw.</summary>
    /// <param name="exception">Why the last attempt failed.</param>
    Task PrepareRetryAsync(Exception exception);

    /// <summary>Says to the callers that the database could not be used.</summary>
    /// <param name="exception">What was thrown.</param>
    StoreUnavailableException Explain(Exception exception);
}
