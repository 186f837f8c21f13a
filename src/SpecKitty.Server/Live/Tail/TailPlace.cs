namespace SpecKitty.Server.Live.Tail;

/// <summary>Where a reader stands in a <see cref="TailRing"/>.</summary>
internal enum TailPlace
{
    /// <summary>There was a next event.</summary>
    Within,

    /// <summary>There is nothing behind the cursor yet.</summary>
    AtTheEnd,

    /// <summary>The ring has forgotten what comes behind the cursor; the log knows.</summary>
    Behind,
}
