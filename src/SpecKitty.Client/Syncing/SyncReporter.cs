namespace SpecKitty.Client.Syncing;

/// <summary>Tells a listener how far a run has come.</summary>
internal sealed class SyncReporter(IProgress<SyncProgress> progress, long total, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();

    /// <summary>Tells it.</summary>
    public void Tell(SyncTally tally) => progress.Report(new SyncProgress(tally.Sent, total, tally.Bytes, clock.GetElapsedTime(_began)));
}
