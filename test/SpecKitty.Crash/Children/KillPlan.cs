namespace SpecKitty.Crash.Children;

/// <summary>Which child to start, and when to kill it.</summary>
/// <param name="Kind">What the child does.</param>
/// <param name="IsWarm">Whether the time counts from the child's first finished turn; else from its first instruction.</param>
/// <param name="Delay">How long it lives from then on.</param>
/// <param name="WithServer">Whether the server is killed right after it, and started again.</param>
internal sealed record KillPlan(ChildKind Kind, bool IsWarm, TimeSpan Delay, bool WithServer)
{
    private const double ServerShare = 1.0 / 40;
    private const double WarmShare = 0.4;

    private static readonly TimeSpan Shortest = TimeSpan.FromMicroseconds(10);
    private static readonly TimeSpan LongestWarm = TimeSpan.FromMilliseconds(150);

    // About what opening the queue, the first event and the first sync take in a process that has just started.
    private static readonly TimeSpan LongestCold = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan LongestCommand = TimeSpan.FromMilliseconds(600);

    /// <summary>Draws the next plan.</summary>
    public static KillPlan Draw(Random random)
    {
        var kind = random.NextDouble() switch
        {
            < 0.42 => ChildKind.Emits,
            < 0.90 => ChildKind.EmitsAndSyncs,
            < 0.95 => ChildKind.EmitCommand,
            _ => ChildKind.SyncCommand,
        };
        var isCommand = kind is ChildKind.EmitCommand or ChildKind.SyncCommand;
        var isWarm = random.NextDouble() < WarmShare && !isCommand;
        var point = random.NextDouble();

        // Each power of ten between the shortest and the longest life comes as often as the others.
        var delay = isWarm ? Shortest * Math.Pow(LongestWarm / Shortest, point) : point * (isCommand ? LongestCommand : LongestCold);
        return new KillPlan(kind, isWarm, delay, random.NextDouble() < ServerShare);
    }
}
