namespace SpecKitty.Client.Tests.Support;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class PinnedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 2, 12, 10, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
