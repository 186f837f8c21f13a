using System.Text.Json.Serialization;
using SpecKitty.Server.Ingest;

namespace SpecKitty.Server.Api.Messages;

/// <summary>What became of an event that came through a socket: the members of a result of a batch.</summary>
internal sealed record SocketResult
{
    /// <summary><c>result</c>.</summary>
    public string Type => "result";

    /// <summary>The event, as its id is written; what stood in its place when that was no id; null when nothing did.</summary>
    public required string? EventId { get; init; }

    /// <summary>What became of it.</summary>
    public required IngestStatus Status { get; init; }

    /// <summary>Why it was rejected, for programs; absent when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RejectionCode? Code { get; init; }

    /// <summary>Why it was rejected, for people; absent when it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>The same as <c>error</c>: producers read one or the other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ErrorMessage => Error;

    /// <summary>The greatest clock of the event's project; absent when the caller may not write to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LamportClock { get; init; }

    /// <summary>The answer to a batch of one.</summary>
    public static SocketResult Of(IngestAnswer answer)
    {
        var result = answer.Results[0];
        return new SocketResult
        {
            EventId = result.EventId,
            Status = result.Status,
            Code = result.Rejection?.Code,
            Error = result.Rejection?.Reason,
            LamportClock = answer.LatestClock,
        };
    }
}
