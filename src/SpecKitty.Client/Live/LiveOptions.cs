namespace SpecKitty.Client.Live;

/// <summary>When a line counts as dead, and how it is opened again.</summary>
public sealed record LiveOptions
{
    /// <summary>After how long without a single byte the line counts as dead; the server says something every 15 s. <see cref="Timeout.InfiniteTimeSpan"/> for never. Default 45 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>About how long the first pause before another try is; each further one doubles, with jitter. Default 500 ms; the server's wish counts before it.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause, unless the server asks for a longer one. Default 30 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
