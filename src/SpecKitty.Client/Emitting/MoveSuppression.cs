namespace SpecKitty.Client.Emitting;

/// <summary>Why a valid transition is not sent.</summary>
public enum MoveSuppression
{
    /// <summary>The package had no lane before.</summary>
    NoPreviousLane,

    /// <summary>Both lanes travel as the same lane of the wire.</summary>
    SameSyncLane,
}
