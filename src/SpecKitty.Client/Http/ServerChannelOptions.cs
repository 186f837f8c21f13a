namespace SpecKitty.Client.Http;

/// <summary>How long a request may take, and how long to pause before it is made again.</summary>
public sealed record ServerChannelOptions
{
    /// <summary>About how long the first pause is; each further one doubles, with jitter. Default 250 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause, also when the server asks for a longer one: then its answer is final. Default 20 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The time for one request with all its tries and pauses, up to the last byte of the reply: a server that says nothing, or trickles, is given up then. Default 60 s.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Reads the variables that name proxies; null for one that is not set. Default: the environment of this process.</summary>
    internal Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;
}
