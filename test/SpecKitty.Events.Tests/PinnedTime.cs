namespace SpecKitty.Events.Tests;

/// <summary>A clock that stands where a test puts it.</summary>
internal sealed class PinnedTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
