namespace SpecKitty.Client.Queue;

/// <summary>How far a queued event has come.</summary>
public enum EventState
{
    /// <summary>Waits to be sent for the first time.</summary>
    Pending,

    /// <summary>The server rejected it at least once; it is tried again until its attempts are used up.</summary>
    Failed,

    /// <summary>Needs a person: its attempts are used up, or its row is damaged.</summary>
    Dead,

    /// <summary>The server has it. Kept for a while, so that it can be sent again.</summary>
    Delivered,
}
