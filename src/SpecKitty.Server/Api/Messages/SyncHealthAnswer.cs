using System.Text.Json.Serialization;

namespace SpecKitty.Server.Api.Messages;

/// <summary>What a producer needs to know before it sends: what is taken in, how much of it, and how often.</summary>
internal sealed record SyncHealthAnswer
{
    /// <summary><c>ok</c>: the server takes events in.</summary>
    public required string Status { get; init; }

    /// <summary>The version of the server.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The release of the event contract.</summary>
    public required string ContractVersion { get; init; }

    /// <summary>The major versions of envelopes that are taken in.</summary>
    public required IReadOnlyList<int> SchemaMajors { get; init; }

    /// <summary>The encodings of a body, for <c>Content-Encoding</c>.</summary>
    public required IReadOnlyList<string> Encodings { get; init; }

    /// <summary>The time, by the server's clock.</summary>
    public required DateTimeOffset ServerTime { get; init; }

    /// <summary>How much one batch may be.</summary>
    public required SyncLimits Limits { get; init; }

    /// <summary>How much may be sent in a minute.</summary>
    public required SyncRates RateLimits { get; init; }

    /// <summary>How the socket is kept.</summary>
    public required SyncSocket Socket { get; init; }

    /// <summary>The clocks of the projects that were asked for and that the caller may read or write to; absent when none were asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProjectClockAnswer>? ProjectClocks { get; init; }
}
