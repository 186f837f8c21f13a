namespace SpecKitty.Server.Projections;

/// <summary>How a participant came or went, and who decided it. <c>docs/contracts/offline.md</c> says what follows from it.</summary>
internal enum RosterMoveKind
{
    /// <summary>It joined.</summary>
    Joined,

    /// <summary>The server assumed that it was gone, because nothing came from it.</summary>
    TimedOut,

    /// <summary>It left by itself, or the principal that it is bound to ended its part.</summary>
    Left,

    /// <summary>Another person ended its part.</summary>
    Removed,

    /// <summary>Who ended its part is not known: from an import, or from before this was recorded.</summary>
    Unclear,
}
