namespace SpecKitty.Client.Http;

/// <summary>One request, so that it can be made again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path under the server's address, without a slash at the front.</param>
internal sealed record ServerCall(HttpMethod Method, string Path)
{
    /// <summary>The body as JSON; null for none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Whether the body is gzip.</summary>
    public bool BodyIsGzip { get; init; }

    /// <summary>The access token; null for a request that needs none.</summary>
    public string? AccessToken { get; init; }

    /// <summary>What the body carries in secret: a password or a refresh token. Null for nothing.</summary>
    public string? BodySecret { get; init; }

    /// <summary>The id of the last message that came, for a stream that goes on behind it; null for one that begins.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Whether making it twice does no more than making it once.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Whether the caller waits itself when the server says how long; otherwise short waits are made on the way.</summary>
    public bool CallerWaits { get; init; }

    /// <summary>The total time for all tries together; null for that of <see cref="ServerChannelOptions.Deadline"/>, which is never exceeded.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Method} {Path}";
}
