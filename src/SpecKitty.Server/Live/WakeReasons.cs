namespace SpecKitty.Server.Live;

/// <summary>Why a subscriber is woken.</summary>
[Flags]
internal enum WakeReasons
{
    None = 0,

    /// <summary>There may be something new to send.</summary>
    News = 1,

    /// <summary>It is time to show that the line is alive, or to look around.</summary>
    Beat = 2,

    /// <summary>The server is stopping.</summary>
    Stopping = 4,

    /// <summary>The subscriber has gone.</summary>
    Gone = 8,

    /// <summary>It is time to check whether the subscriber may still read.</summary>
    Rights = 16,
}
