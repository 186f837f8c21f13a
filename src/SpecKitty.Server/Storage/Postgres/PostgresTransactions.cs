using SpecKitty.Server.Storage.GroupCommit;

namespace SpecKitty.Server.Storage.Postgres;

/// <summary>The transactions of one project's lane.</summary>
internal sealed class PostgresTransactions(Guid projectId, PostgresDatabase database, PostgresNotifier notifier) : IGroupTransactions<PostgresProjectWriter>
{
    // How long a transaction may be idle between two statements. A work that computes for longer gets more time with each attempt.
    private static readonly TimeSpan UsualPatience = PostgresDatabase.IdlePatience;
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(80);

    private TimeSpan _patience = UsualPatience;

    public bool OthersWait => database.HasWaitingWriters;

    public ValueTask EnterAsync(WriteShare share) => database.EnterWriterAsync(share);

    public void Leave() => database.LeaveWriter();

    public async ValueTask<PostgresProjectWriter> BeginAsync(IReadOnlyList<GroupedWrite<PostgresProjectWriter>> group, bool isReadOnly)
    {
        var writer = new PostgresProjectWriter(projectId, await database.OpenAsync(CancellationToken.None), isReadOnly, _patience > UsualPatience ? _patience : null);
        try
        {
            var works = group.OfType<PostgresAppend>().Select(append => append.Work).ToList();
            await writer.BeginAsync([.. works.SelectMany(work => work.EventIds)], [.. works.SelectMany(work => work.MissionIds).Distinct(StringComparer.Ordinal)]);
            return writer;
        }
        catch
        {
            await RollbackAsync(writer);
            throw;
        }
    }

    public async ValueTask CommitAsync(PostgresProjectWriter transaction)
    {
        await transaction.CommitAsync();
        if (transaction.IsChanged)
        {
            notifier.Changed(projectId);
        }

        await transaction.DisposeAsync();
        _patience = UsualPatience;
    }

    public async ValueTask RollbackAsync(PostgresProjectWriter transaction)
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception exception) when (PostgresFaults.IsUnavailable(exception))
        {
            // The connection is gone, and the transaction with it.
        }
    }

    public GroupFault Judge(Exception exception, bool isCommitting)
    {
        if (!PostgresFaults.IsInStep(exception))
        {
            database.ForgetConnections();
        }

        if (PostgresFaults.IsIdleTooLong(exception))
        {
            _patience = _patience * 4 < LongestPatience ? _patience * 4 : LongestPatience;
        }

        return PostgresFaults.Judge(exception, isCommitting);
    }

    public Task PrepareRetryAsync(Exception exception) => database.PrepareRetryAsync(exception);

    public StoreUnavailableException Explain(Exception exception) => PostgresFaults.Explain(exception);
}
