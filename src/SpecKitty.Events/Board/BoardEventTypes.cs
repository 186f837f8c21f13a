using System.Collections.Frozen;
using SpecKitty.Events.Sync;

namespace SpecKitty.Events.Board;

/// <summary>The event types that a board is made of.</summary>
public static class BoardEventTypes
{
    /// <summary>All eight: those of the wire, of which <see cref="SyncEventTypes.WPStatusChanged"/> has a payload on the contract surface too.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        SyncEventTypes.WPStatusChanged,
        SyncEventTypes.WPCreated,
        SyncEventTypes.WPAssigned,
        SyncEventTypes.FeatureCreated,
        SyncEventTypes.FeatureCompleted,
        SyncEventTypes.HistoryAdded,
        SyncEventTypes.ErrorLogged,
        SyncEventTypes.DependencyResolved);
}
