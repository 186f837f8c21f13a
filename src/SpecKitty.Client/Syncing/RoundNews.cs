namespace SpecKitty.Client.Syncing;

/// <summary>Remembers what a loop has told, so that a lasting trouble is told once.</summary>
internal sealed class RoundNews
{
    private ClientFailure? _trouble;
    private bool _notLinked;
    private string? _notice;

    /// <summary>Whether a round did something, or met something that was not told since it was last well.</summary>
    public bool IsIn(SyncRound round)
    {
        var summary = round.Summary;
        var isNews = summary.TotalEvents > 0
            || summary.Damaged > 0
            || (summary.Stopped is { } trouble && trouble.Failure != _trouble)
            || (summary.NotLinked > 0 && !_notLinked)
            || (round.Notice is not null && round.Notice != _notice);
        _trouble = summary.Stopped?.Failure;
        _notLinked = summary.NotLinked > 0 || (_notLinked && summary.Stopped is not null);
        _notice = round.Notice ?? _notice;
        return isNews;
    }
}
