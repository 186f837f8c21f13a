namespace SpecKitty.Server.Tests.Hosting;

/// <summary>The clock of a machine that is ahead of or behind the others. Its timers are right, as they are on such a machine.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
