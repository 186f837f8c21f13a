using SpecKitty.Events.Lanes;

namespace SpecKitty.Events.Status;

/// <summary>Where a work package stands, by its transitions and by what another source has said of it since.</summary>
/// <param name="Own">Where its last transition put it; null when there was none.</param>
/// <param name="Moved">Where another source has put it since its last transition; null when none did.</param>
internal readonly record struct Standing(WorkPackageState? Own, WorkPackageState? Moved)
{
    /// <summary>Where it stands; of a work package that stands somewhere.</summary>
    public WorkPackageState Current => (Moved ?? Own)!;

    /// <summary>The lane that it is in; null when it stands nowhere.</summary>
    public Lane? Lane => (Moved ?? Own)?.CurrentLane;

    /// <summary>Whether a transition may leave a lane.</summary>
    /// <remarks>
    /// The other source knows four lanes only, and may tell of the very step that a transition tells of. So a transition may leave any lane that looks like the
    /// one where the other source put the work package, and the lane where its own source left it.
    /// </remarks>
    /// <param name="from">The lane; null for a work package that stands nowhere yet.</param>
    public bool MayLeave(Lane? from)
        => Moved is null
            ? from == Own?.CurrentLane
            : from is { } left && (left == Own?.CurrentLane || left.ToSyncV1() == Moved.CurrentLane.ToSyncV1());
}
