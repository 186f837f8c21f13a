namespace SpecKitty.Client.Syncing;

/// <summary>How far a run has come.</summary>
/// <param name="Sent">Events that the server has judged, or was asked to judge.</param>
/// <param name="Total">Events that were due when the run began; events queued since may bring <paramref name="Sent"/> above it.</param>
/// <param name="Bytes">Bytes of the events sent, before compression.</param>
/// <param name="Elapsed">The time since the run began.</param>
public sealed record SyncProgress(int Sent, long Total, long Bytes, TimeSpan Elapsed)
{
    /// <summary>Events a second so far; 0 before the first batch.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Sent / Elapsed.TotalSeconds : 0;

    /// <summary>How long the rest takes at the rate so far; null before there is a rate.</summary>
    public TimeSpan? Remaining => Rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Sent) / Rate) : null;
}
