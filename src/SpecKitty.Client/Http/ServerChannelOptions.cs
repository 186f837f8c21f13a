namespace SpecKitty.Client.Http;

/// <summary>How long to pause before a request is made again.</summary>
public sealed record ServerChannelOptions
{
    /// <summary>About how long the first pause is; each further one doubles, with jitter. Default 250 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause, also when the server asks for a longer one: then its answer is final. Default 20 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);
}
