using SpecKitty.Events.Board;
using SpecKitty.Events.Sync;
using SpecKitty.Events.Values;
using SpecKitty.Server.Dashboard.Views;
using SpecKitty.Server.Dashboard.Views.Boards;

namespace SpecKitty.Server.Dashboard.Boards;

/// <summary>Says in sentences what the histories of a board hold.</summary>
internal static class BoardEntries
{
    /// <summary>The newest entries of a history, newest first.</summary>
    public static IReadOnlyList<BoardEntryView> Newest(Guid projectId, IReadOnlyList<BoardHistoryEntry> history, int most)
    {
        var shown = new List<BoardEntryView>();
        for (var place = history.Count - 1; place >= 0 && shown.Count < most; place--)
        {
            shown.Add(Show(projectId, history[place]));
        }

        return shown;
    }

    private static BoardEntryView Show(Guid projectId, BoardHistoryEntry entry) => new(
        entry.At.Instant,
        VisibleText.Of(entry.Actor),
        entry.RejectionReason is { } reason ? $"{Sentence(entry)}. Not applied: {VisibleText.Of(reason)}" : Sentence(entry),
        entry.Rejection is not null || entry.ErrorType is not null || entry.EntryType == HistoryEntryType.Error,
        PageAddress.Event(projectId, entry.EventId.ToString()));

    private static string Sentence(BoardHistoryEntry entry)
    {
        var text = VisibleText.Of(entry.Text);
        return entry.EventType switch
        {
            SyncEventTypes.WPStatusChanged => $"moved{From(entry.From)} to {Words(entry.To)}{(entry.Force == true ? ", by force" : "")}{Because(text)}",
            SyncEventTypes.WPCreated => $"created: {text}",
            SyncEventTypes.WPAssigned => $"assigned to {VisibleText.Of(entry.AgentId)}{Duty(entry.Phase, entry.RetryCount)}",
            SyncEventTypes.HistoryAdded => $"{(entry.EntryType is { } type ? Vocabulary<HistoryEntryType>.Instance.TextOf(type) : "entry")}: {text}",
            SyncEventTypes.ErrorLogged => $"{(entry.ErrorType is { } kind ? Vocabulary<ErrorKind>.Instance.TextOf(kind) : "unknown")} error: {text}",
            SyncEventTypes.DependencyResolved => $"{VisibleText.Of(entry.DependencyWpId)} {(entry.Resolution is { } resolution ? Vocabulary<ResolutionType>.Instance.TextOf(resolution) : "resolved")}, which came before",
            SyncEventTypes.FeatureCreated => $"feature created for the branch {text}",
            SyncEventTypes.FeatureCompleted => text.Length == 0 ? "feature completed" : $"feature completed in {text}",
            _ => VisibleText.Of(entry.EventType),
        };
    }

    /// <summary>What an assignee is to do.</summary>
    public static string Duty(WorkPhase? phase, long? retries)
        => (phase is { } duty ? $" for {Vocabulary<WorkPhase>.Instance.TextOf(duty)}" : "") + (retries > 0 ? $", attempt {retries + 1}" : "");

    /// <summary>A lane as people write it.</summary>
    public static string Words(string? lane) => VisibleText.Of(lane).Replace('_', ' ');

    private static string From(string? lane) => lane is null ? "" : $" from {Words(lane)}";

    private static string Because(string reason) => reason.Length == 0 ? "" : $": {reason}";
}
