using SpecKitty.Client.Http;

namespace SpecKitty.Client.Syncing;

/// <summary>How a loop paces its rounds.</summary>
public sealed record SyncLoopOptions
{
    /// <summary>How often the end of the queue is looked at for something new. Default 2 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After how long there is a round although nothing new was seen, for what came free in other ways, such as a sign-in; not before <see cref="Interval"/>. Default 60 s.</summary>
    public TimeSpan AnywayAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After how long events that the server rejected are tried again; each time costs them an attempt. Default 10 minutes.</summary>
    public TimeSpan RetryRejectedAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>About how long the first pause is when a round could not be done; each further one doubles, with jitter. Default 1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause of the loop's own choice; a server may ask for more. Default 60 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The bounds of each round.</summary>
    public SyncOptions Sync { get; init; } = new();

    /// <summary>The patience with each request.</summary>
    public ServerChannelOptions Requests { get; init; } = new();
}
